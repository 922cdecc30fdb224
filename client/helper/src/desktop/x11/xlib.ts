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
  const getMonitors = xrandr<
    (display: Display, root: number, active: boolean, count: Int32Array) => Pointer
  >('void *XRRGetMonitors(void *display, unsigned long root, bool active, _Out_ int *count)');
  const freeMonitors = xrandr<(monitors: Pointer) => void>('void XRRFreeMonitors(void *monitors)');
  const setErrorHandler = x11<(handler: Pointer) => Pointer>(
    'void *XSetErrorHandler(void *handler)',
  );

  let hasFailed = false;
  // Without one of its own, Xlib ends the program at the first error of the server's.
  setErrorHandler(koffi.register(() => ((hasFailed = true), 0), errorHandler));

  return {
    open: x11<(name: string) => Display>('void *XOpenDisplay(str name)'),
    close: x11<(display: Display) => number>('int XCloseDisplay(void *display)'),
    flush: x11<(display: Display) => number>('int XFlush(void *display)'),
    sync: x11<(display: Display, discard: boolean) => number>(
      'int XSync(void *display, bool discard)',
    ),
    rootOf: x11<(display: Display) => number>('unsigned long XDefaultRootWindow(void *display)'),
    hasExtension: x11<
      (display: Display, name: string, a: Int32Array, b: Int32Array, c: Int32Array) => boolean
    >('bool XQueryExtension(void *display, str name, _Out_ int *a, _Out_ int *b, _Out_ int *c)'),
    pending: x11<(display: Display) => number>('int XPending(void *display)'),
    nextEvent: x11<(display: Display, event: Buffer) => number>(
      'int XNextEvent(void *display, _Out_ uint8_t *event)',
    ),
    refreshMapping: x11<(event: Buffer) => number>('int XRefreshKeyboardMapping(uint8_t *event)'),

    keycodeOf: x11<(display: Display, keysym: number) => number>(
      'uint8_t XKeysymToKeycode(void *display, unsigned long keysym)',
    ),
    keysymAt: x11<(display: Display, keycode: number, group: number, level: number) => number>(
      'unsigned long XkbKeycodeToKeysym(void *display, uint8_t keycode, uint group, uint level)',
    ),
    keycodes: x11<(display: Display, min: Int32Array, max: Int32Array) => number>(
      'int XDisplayKeycodes(void *display, _Out_ int *min, _Out_ int *max)',
    ),
    changeMapping: x11<
      (
        display: Display,
        first: number,
        each: number,
        keysyms: BigUint64Array,
        count: number,
      ) => number
    >(
      'int XChangeKeyboardMapping(void *display, int first, int each, unsigned long *keysyms, int count)',
    ),
    /** `XkbStateRec`: the group is its first byte, the effective modifiers are the seventh. */
    keyboardState: x11<(display: Display, device: number, state: Buffer) => number>(
      'int XkbGetState(void *display, uint device, _Out_ uint8_t *state)',
    ),
    grabKey: x11<
      (
        display: Display,
        keycode: number,
        modifiers: number,
        window: number,
        owner: boolean,
        pointer: number,
        keyboard: number,
      ) => number
    >(
      'int XGrabKey(void *display, int keycode, uint modifiers, unsigned long window, bool owner, int pointer, int keyboard)',
    ),

    moveTo: xtst<(display: Display, screen: number, x: number, y: number, delay: number) => number>(
      'int XTestFakeMotionEvent(void *display, int screen, int x, int y, unsigned long delay)',
    ),
    pressButton: xtst<(display: Display, button: number, isDown: boolean, delay: number) => number>(
      'int XTestFakeButtonEvent(void *display, uint button, bool isDown, unsigned long delay)',
    ),
    pressKey: xtst<(display: Display, keycode: number, isDown: boolean, delay: number) => number>(
      'int XTestFakeKeyEvent(void *display, uint keycode, bool isDown, unsigned long delay)',
    ),

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
