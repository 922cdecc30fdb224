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

/** The calls of macOS' Core Graphics that the helper makes. */
export function openCoreGraphics() {
  const library = openLibrary(path);
  const activeDisplays = library(
    'int CGGetActiveDisplayList(uint32 max, _Out_ uint32 *ids, _Out_ uint32 *count)',
  ) as (max: number, ids: Uint32Array, count: Uint32Array) => number;
  const modeOf = library('void *CGDisplayCopyDisplayMode(uint32 id)') as (
    display: number,
  ) => Pointer;
  const modeWidth = library('size_t CGDisplayModeGetPixelWidth(void *mode)') as (
    mode: Pointer,
  ) => number;
  const modeHeight = library('size_t CGDisplayModeGetPixelHeight(void *mode)') as (
    mode: Pointer,
  ) => number;
  const freeMode = library('void CGDisplayModeRelease(void *mode)') as (mode: Pointer) => void;
  const boundsOf = library('CGRect CGDisplayBounds(uint32 id)') as (display: number) => Rectangle;

  return {
    isTrusted: library('bool AXIsProcessTrusted()') as () => boolean,
    createSource: library('void *CGEventSourceCreate(int32 state)') as (state: number) => Pointer,
    isKeyDown: library('bool CGEventSourceKeyState(int32 state, uint16 key)') as (
      state: number,
      key: number,
    ) => boolean,
    flagsOf: library('uint64 CGEventSourceFlagsState(int32 state)') as (state: number) => number,
    mouseEvent: library(
      'void *CGEventCreateMouseEvent(void *source, uint32 type, CGPoint at, uint32 button)',
    ) as (source: Pointer, type: number, at: Point, button: number) => Pointer,
    keyEvent: library(
      'void *CGEventCreateKeyboardEvent(void *source, uint16 key, bool isDown)',
    ) as (source: Pointer, key: number, isDown: boolean) => Pointer,
    scrollEvent: library(
      'void *CGEventCreateScrollWheelEvent2(void *source, uint32 units, uint32 axes, int32 vertical, int32 horizontal, int32 depth)',
    ) as (
      source: Pointer,
      units: number,
      axes: number,
      vertical: number,
      horizontal: number,
      depth: number,
    ) => Pointer,
    setText: library(
      'void CGEventKeyboardSetUnicodeString(void *event, unsigned long length, uint16 *text)',
    ) as (event: Pointer, length: number, text: Uint16Array) => void,
    setFlags: library('void CGEventSetFlags(void *event, uint64 flags)') as (
      event: Pointer,
      flags: number,
    ) => void,
    setNumber: library(
      'void CGEventSetIntegerValueField(void *event, uint32 field, int64 value)',
    ) as (event: Pointer, field: number, value: number) => void,
    post: library('void CGEventPost(uint32 tap, void *event)') as (
      tap: number,
      event: Pointer,
    ) => void,
    free: library('void CFRelease(void *reference)') as (reference: Pointer) => void,

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
