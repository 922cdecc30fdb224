import type { InputRefusal } from '@beside/shared/protocol/input';
import type { PageView } from './composedTree.ts';

interface Wish {
  on: object | undefined;
  name: string;
  refusal: InputRefusal;
  /** Whether it came to nothing, by what the call gave back. */
  failed?: (result: unknown) => boolean;
}

const isNothing = (result: unknown): boolean => result === null || result === undefined;

/** What a page may ask the browser for that only the person's own click gives, or the person answers. */
function wishesOf(view: PageView): Wish[] {
  const { navigator, Element: element, HTMLInputElement: input } = view;
  const optional = view as unknown as Record<string, { prototype?: object } | undefined>;
  const devices = optional['MediaDevices']?.prototype;
  const permission = 'permission';
  return [
    { on: view, name: 'open', refusal: 'new-tab', failed: isNothing },
    ...['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'].map((name): Wish => ({
      on: view,
      name,
      refusal: 'file-picker',
    })),
    { on: input.prototype, name: 'showPicker', refusal: 'needs-customer' },
    { on: element.prototype, name: 'requestFullscreen', refusal: 'needs-customer' },
    { on: element.prototype, name: 'requestPointerLock', refusal: 'needs-customer' },
    { on: devices, name: 'getUserMedia', refusal: permission },
    { on: devices, name: 'getDisplayMedia', refusal: permission },
    { on: optional['Geolocation']?.prototype, name: 'getCurrentPosition', refusal: permission },
    { on: optional['Geolocation']?.prototype, name: 'watchPosition', refusal: permission },
    { on: optional['Notification'], name: 'requestPermission', refusal: permission },
    ...['read', 'readText', 'write', 'writeText'].map((name): Wish => ({
      on: optional['Clipboard']?.prototype,
      name,
      refusal: 'clipboard',
    })),
    { on: Object.getPrototypeOf(navigator) as object, name: 'share', refusal: 'needs-customer' },
  ];
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** Notices what a page asks the browser for while the hand acts on it. */
export interface WishWatch {
  /**
   * Carries out `act`. The calls that the page's handlers make meanwhile go on as they are.
   *
   * @returns why the first wish among them cannot be fulfilled, so that the technician can be told
   */
  during(act: () => void): InputRefusal | undefined;
  /** The hand is gone: the page's methods are the browser's own again. */
  end(): void;
}

/**
 * The methods are wrapped at the first stroke and stay so until the hand is gone: to change a
 * prototype that every element has makes the browser forget what it has learned of the page's code.
 */
export function createWishWatch(view: PageView): WishWatch {
  let restores: (() => void)[] | undefined;
  let acting = false;
  let noticed: InputRefusal | undefined;

  const wrap = ({ on, name, refusal, failed }: Wish): (() => void)[] => {
    const methods = on as Record<string, unknown> | undefined;
    const native = methods?.[name];
    const own = methods && Object.getOwnPropertyDescriptor(methods, name);
    if (!methods || typeof native !== 'function' || own?.configurable === false) return [];
    const noticing: Method = function noticing(this: unknown, ...given) {
      const result = (native as Method).apply(this, given);
      if (acting && (!failed || failed(result))) noticed ??= refusal;
      return result;
    };
    Object.defineProperty(methods, name, { ...own, value: noticing, configurable: true });
    const restore = (): void => {
      // Whoever has wrapped it meanwhile keeps the wrapping.
      if (methods[name] !== noticing) return;
      if (own) Object.defineProperty(methods, name, own);
      else Reflect.deleteProperty(methods, name);
    };
    return [restore];
  };

  return {
    during(act) {
      restores ??= wishesOf(view).flatMap(wrap);
      noticed = undefined;
      acting = true;
      try {
        act();
      } finally {
        acting = false;
      }
      return noticed;
    },
    end() {
      for (const restore of restores ?? []) restore();
      restores = undefined;
    },
  };
}
