import koffi from 'koffi';
import { openLibrary, type Pointer } from '../nativeLibrary.ts';

const mouseInput = koffi.struct('MOUSEINPUT', {
  dx: 'int32',
  dy: 'int32',
  mouseData: 'uint32',
  dwFlags: 'uint32',
  time: 'uint32',
  dwExtraInfo: 'uintptr_t',
});
const keyboardInput = koffi.struct('KEYBDINPUT', {
  wVk: 'uint16',
  wScan: 'uint16',
  dwFlags: 'uint32',
  time: 'uint32',
  dwExtraInfo: 'uintptr_t',
});
const input = koffi.struct('INPUT', {
  type: 'uint32',
  u: koffi.union('INPUT_UNION', { mi: mouseInput, ki: keyboardInput }),
});
const rectangle = koffi.struct('RECT', {
  left: 'int32',
  top: 'int32',
  right: 'int32',
  bottom: 'int32',
});
koffi.struct('MSG', {
  hwnd: 'void *',
  message: 'uint32',
  wParam: 'uintptr_t',
  lParam: 'intptr_t',
  time: 'uint32',
  x: 'int32',
  y: 'int32',
});

const monitorCallback = koffi.pointer(
  koffi.proto(
    'bool __stdcall MonitorEnumProc(void *monitor, void *context, void *area, intptr_t data)',
  ),
);

/** `INPUT` of `winuser.h`, as koffi takes it. */
type MouseOrKey =
  | { mi: { dx: number; dy: number; mouseData: number; dwFlags: number } }
  | { ki: { wVk: number; wScan: number; dwFlags: number } };
interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const inputMouse = 0;
const inputKeyboard = 1;
/** `DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2`: coordinates are pixels then. */
const perMonitor = -4n;

/** The calls of Windows' user32 that the helper makes. */
export function openUser32() {
  const user32 = openLibrary('user32.dll');
  const sendInput = user32('uint32 __stdcall SendInput(uint32 count, INPUT *inputs, int size)') as (
    count: number,
    inputs: object[],
    size: number,
  ) => number;
  const enumerate = user32(
    'bool __stdcall EnumDisplayMonitors(void *context, void *clip, void *callback, intptr_t data)',
  ) as (context: Pointer, clip: Pointer, callback: bigint, data: number) => boolean;
  const setAwareness = user32('bool __stdcall SetProcessDpiAwarenessContext(intptr_t context)') as (
    context: bigint,
  ) => boolean;
  const size = koffi.sizeof(input);

  return {
    /** @returns whether the system took them; it does not for windows of a higher privilege */
    send(inputs: readonly MouseOrKey[]): boolean {
      const all = inputs.map((one) =>
        'mi' in one
          ? { type: inputMouse, u: { mi: { ...one.mi, time: 0, dwExtraInfo: 0 } } }
          : { type: inputKeyboard, u: { ki: { ...one.ki, time: 0, dwExtraInfo: 0 } } },
      );
      return sendInput(all.length, all, size) === all.length;
    },
    countPixels: () => setAwareness(perMonitor),
    metric: user32('int __stdcall GetSystemMetrics(int index)') as (index: number) => number,
    /** Virtual key in the lower byte, modifiers above; -1 where the layout has no such character. */
    keyOf: user32('int16 __stdcall VkKeyScanW(uint16 character)') as (character: number) => number,
    scanCodeOf: user32('uint32 __stdcall MapVirtualKeyW(uint32 key, uint32 kind)') as (
      key: number,
      kind: number,
    ) => number,
    registerHotKey: user32(
      'bool __stdcall RegisterHotKey(void *window, int id, uint32 modifiers, uint32 key)',
    ) as (window: Pointer, id: number, modifiers: number, key: number) => boolean,
    unregisterHotKey: user32('bool __stdcall UnregisterHotKey(void *window, int id)') as (
      window: Pointer,
      id: number,
    ) => boolean,
    peekMessage: user32(
      'bool __stdcall PeekMessageW(_Out_ MSG *message, void *window, uint32 from, uint32 to, uint32 remove)',
    ) as (message: object, window: Pointer, from: number, to: number, remove: number) => boolean,
    monitors(): Rectangle[] {
      const found: Rectangle[] = [];
      const callback = koffi.register((_monitor: Pointer, _context: Pointer, area: Pointer) => {
        found.push(koffi.decode(area, rectangle) as Rectangle);
        return true;
      }, monitorCallback);
      enumerate(null, null, callback, 0);
      koffi.unregister(callback);
      return found;
    },
  };
}
