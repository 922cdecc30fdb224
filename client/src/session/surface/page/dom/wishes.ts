import type { InputRefusal } from '@beside/shared/protocol/input';
import type { PageView } from './composedTree.ts';
import { replaceMethod } from './replaceMethod.ts';

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

/** The methods are wrapped at the first stroke, and stay so until the hand is gone. */
export function createWishWatch(view: PageView): WishWatch {
  let restores: (() => void)[] | undefined;
  let acting = false;
  let noticed: InputRefusal | undefined;

  const wrap = ({ on, name, refusal, failed }: Wish): (() => void) =>
    replaceMethod<Method>(on, name, (native) => {
      return function noticing(...given) {
        const result = native.apply(this, given);
        if (acting && (!failed || failed(result))) noticed ??= refusal;
        return result;
      };
    });

  return {
    during(act) {
      restores ??= wishesOf(view).map(wrap);
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
