import koffi from 'koffi';
import { openLibrary, type Pointer } from '../nativeLibrary.ts';

export type Display = Pointer;

/** `sizeof(XEvent)`. */
export const eventBytes = 192;
/** The event that tells of another layout. */
export const mappingNotify = 34;

/** `XRRMonitorInfo` of `X11/extensions/Xrandr.h`; an atom is a C long. */
const monitorInfo = koffi.struct('XRRMonitorInfo', {
  name: 'unsigned long',
  primary: 'int',
  automatic: 'int',
  noutput: 'int',
  x: 'int',
  y: 'int',
  width: 'int',
  height: 'int',
  mwidth: 'int',
  mheight: 'int',
  outputs: 'void *',
});

const errorHandler = koffi.pointer(koffi.proto('int XErrorHandler(void *display, void *event)'));

interface MonitorInfo {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The calls of Xlib, XKB, XTest and XRandR that the helper makes. */
export type Xlib = ReturnType<typeof openXlib>;

/** @throws NoDesktop where a library is missing */
export function openXlib() {
  const x11 = openLibrary('libX11.so.6');
  const xtst = openLibrary('libXtst.so.6');
  const xrandr = openLibrary('libXrandr.so.2');
  const getMonitors = xrandr(
    'void *XRRGetMonitors(void *display, unsigned long root, bool active, _Out_ int *count)',
  ) as (display: Display, root: number, active: boolean, count: Int32Array) => Pointer;
  const freeMonitors = xrandr('void XRRFreeMonitors(void *monitors)') as (
    monitors: Pointer,
  ) => void;
  const setErrorHandler = x11('void *XSetErrorHandler(void *handler)') as (
    handler: Pointer,
  ) => Pointer;

  let hasFailed = false;
  // Without one of its own, Xlib ends the program at the first error of the server's.
  setErrorHandler(koffi.register(() => ((hasFailed = true), 0), errorHandler));

  return {
    open: x11('void *XOpenDisplay(str name)') as (name: string) => Display,
    close: x11('int XCloseDisplay(void *display)') as (display: Display) => number,
    flush: x11('int XFlush(void *display)') as (display: Display) => number,
    sync: x11('int XSync(void *display, bool discard)') as (
      display: Display,
      discard: boolean,
    ) => number,
    rootOf: x11('unsigned long XDefaultRootWindow(void *display)') as (display: Display) => number,
    hasExtension: x11(
      'bool XQueryExtension(void *display, str name, _Out_ int *a, _Out_ int *b, _Out_ int *c)',
    ) as (display: Display, name: string, a: Int32Array, b: Int32Array, c: Int32Array) => boolean,
    pending: x11('int XPending(void *display)') as (display: Display) => number,
    nextEvent: x11('int XNextEvent(void *display, _Out_ uint8_t *event)') as (
      display: Display,
      event: Buffer,
    ) => number,
    refreshMapping: x11('int XRefreshKeyboardMapping(uint8_t *event)') as (event: Buffer) => number,

    keycodeOf: x11('uint8_t XKeysymToKeycode(void *display, unsigned long keysym)') as (
      display: Display,
      keysym: number,
    ) => number,
    keysymAt: x11(
      'unsigned long XkbKeycodeToKeysym(void *display, uint8_t keycode, uint group, uint level)',
    ) as (display: Display, keycode: number, group: number, level: number) => number,
    keycodes: x11('int XDisplayKeycodes(void *display, _Out_ int *min, _Out_ int *max)') as (
      display: Display,
      min: Int32Array,
      max: Int32Array,
    ) => number,
    changeMapping: x11(
      'int XChangeKeyboardMapping(void *display, int first, int each, unsigned long *keysyms, int count)',
    ) as (
      display: Display,
      first: number,
      each: number,
      keysyms: BigUint64Array,
      count: number,
    ) => number,
    /** `XkbStateRec`: the group is its first byte, the effective modifiers are the seventh. */
    keyboardState: x11('int XkbGetState(void *display, uint device, _Out_ uint8_t *state)') as (
      display: Display,
      device: number,
      state: Buffer,
    ) => number,
    grabKey: x11(
      'int XGrabKey(void *display, int keycode, uint modifiers, unsigned long window, bool owner, int pointer, int keyboard)',
    ) as (
      display: Display,
      keycode: number,
      modifiers: number,
      window: number,
      owner: boolean,
      pointer: number,
      keyboard: number,
    ) => number,

    moveTo: xtst(
      'int XTestFakeMotionEvent(void *display, int screen, int x, int y, unsigned long delay)',
    ) as (display: Display, screen: number, x: number, y: number, delay: number) => number,
    pressButton: xtst(
      'int XTestFakeButtonEvent(void *display, uint button, bool isDown, unsigned long delay)',
    ) as (display: Display, button: number, isDown: boolean, delay: number) => number,
    pressKey: xtst(
      'int XTestFakeKeyEvent(void *display, uint keycode, bool isDown, unsigned long delay)',
    ) as (display: Display, keycode: number, isDown: boolean, delay: number) => number,

    monitors(display: Display, root: number): MonitorInfo[] {
      const count = new Int32Array(1);
      const found = getMonitors(display, root, true, count);
      if (found === null) return [];
      const length = count[0] ?? 0;
      const infos = koffi.decode(found, monitorInfo, length) as MonitorInfo[];
      freeMonitors(found);
      return infos.map(({ x, y, width, height }) => ({ x, y, width, height }));
    },

    /** Whether the server has refused something since the last time this was asked. */
    tookError(): boolean {
      const took = hasFailed;
      hasFailed = false;
      return took;
    },
  };
}
