import koffi from 'koffi';
import { openLibrary, type Pointer } from '../nativeLibrary.ts';

const path = '/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices';

koffi.struct('CGPoint', { x: 'double', y: 'double' });
koffi.struct('CGSize', { width: 'double', height: 'double' });
koffi.struct('CGRect', { origin: 'CGPoint', size: 'CGSize' });

interface Point {
  x: number;
  y: number;
}
interface Rectangle {
  origin: Point;
  size: { width: number; height: number };
}

const maxDisplays = 32;

export type CoreGraphics = ReturnType<typeof openCoreGraphics>;

/** The calls of macOS' Core Graphics that the helper makes. */
export function openCoreGraphics() {
  const library = openLibrary(path);
  const activeDisplays = library<(max: number, ids: Uint32Array, count: Uint32Array) => number>(
    'int CGGetActiveDisplayList(uint32 max, _Out_ uint32 *ids, _Out_ uint32 *count)',
  );
  const modeOf = library<(display: number) => Pointer>('void *CGDisplayCopyDisplayMode(uint32 id)');
  const modeWidth = library<(mode: Pointer) => number>(
    'size_t CGDisplayModeGetPixelWidth(void *mode)',
  );
  const modeHeight = library<(mode: Pointer) => number>(
    'size_t CGDisplayModeGetPixelHeight(void *mode)',
  );
  const freeMode = library<(mode: Pointer) => void>('void CGDisplayModeRelease(void *mode)');
  const boundsOf = library<(display: number) => Rectangle>('CGRect CGDisplayBounds(uint32 id)');

  return {
    isTrusted: library<() => boolean>('bool AXIsProcessTrusted()'),
    createSource: library<(state: number) => Pointer>('void *CGEventSourceCreate(int32 state)'),
    isKeyDown: library<(state: number, key: number) => boolean>(
      'bool CGEventSourceKeyState(int32 state, uint16 key)',
    ),
    flagsOf: library<(state: number) => number>('uint64 CGEventSourceFlagsState(int32 state)'),
    mouseEvent: library<(source: Pointer, type: number, at: Point, button: number) => Pointer>(
      'void *CGEventCreateMouseEvent(void *source, uint32 type, CGPoint at, uint32 button)',
    ),
    keyEvent: library<(source: Pointer, key: number, isDown: boolean) => Pointer>(
      'void *CGEventCreateKeyboardEvent(void *source, uint16 key, bool isDown)',
    ),
    scrollEvent: library<
      (
        source: Pointer,
        units: number,
        axes: number,
        vertical: number,
        horizontal: number,
        depth: number,
      ) => Pointer
    >(
      'void *CGEventCreateScrollWheelEvent2(void *source, uint32 units, uint32 axes, int32 vertical, int32 horizontal, int32 depth)',
    ),
    setText: library<(event: Pointer, length: number, text: Uint16Array) => void>(
      'void CGEventKeyboardSetUnicodeString(void *event, unsigned long length, uint16 *text)',
    ),
    setFlags: library<(event: Pointer, flags: number) => void>(
      'void CGEventSetFlags(void *event, uint64 flags)',
    ),
    setNumber: library<(event: Pointer, field: number, value: number) => void>(
      'void CGEventSetIntegerValueField(void *event, uint32 field, int64 value)',
    ),
    post: library<(tap: number, event: Pointer) => void>(
      'void CGEventPost(uint32 tap, void *event)',
    ),
    free: library<(reference: Pointer) => void>('void CFRelease(void *reference)'),

    /** In points, with the size in pixels. */
    displays() {
      const [ids, count] = [new Uint32Array(maxDisplays), new Uint32Array(1)];
      activeDisplays(maxDisplays, ids, count);
      return [...ids.subarray(0, count[0])].map((id) => {
        const { origin, size } = boundsOf(id);
        const mode = modeOf(id);
        const pixels = mode ? { width: modeWidth(mode), height: modeHeight(mode) } : size;
        if (mode) freeMode(mode);
        return { ...origin, ...size, pixels };
      });
    },
  };
}
