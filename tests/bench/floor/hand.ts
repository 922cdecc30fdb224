/*
 * The bare hand: each event as 16 bytes at the one end, and as an event again at the other.
 *
 * `?hand=seen`: what it does is to be seen there as well, where it points and what it types, as at any
 * product. A picture that nothing changes is not sent, and leaves the machine to the hand alone.
 */
const isSeen = new URLSearchParams(location.search).get('hand') === 'seen';
const types = ['pointermove', 'pointerdown', 'pointerup', 'keydown', 'keyup'] as const;

/** Hands on what mouse and keyboard do over the picture. */
export function takeHand(send: (message: ArrayBuffer) => void): void {
  let count = 0;
  for (const type of types) {
    addEventListener(type, (event) => {
      const box = document.querySelector('video')?.getBoundingClientRect();
      if (!box) return;
      const message = new DataView(new ArrayBuffer(16));
      message.setUint8(0, types.indexOf(type));
      if (event instanceof KeyboardEvent) message.setUint32(1, event.key.charCodeAt(0));
      if (event instanceof PointerEvent) {
        message.setInt8(5, event.button);
        message.setUint16(6, ((event.clientX - box.left) / box.width) * 65_535);
        message.setUint16(8, ((event.clientY - box.top) / box.height) * 65_535);
      }
      message.setUint32(12, (count += 1));
      send(message.buffer);
    });
  }
}

/** Does the same to whatever is below the point, or has the focus. */
export function moveHand(bytes: Uint8Array): void {
  const message = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = types[message.getUint8(0)] ?? 'pointermove';
  if (type === 'keydown' || type === 'keyup') {
    const key = String.fromCharCode(message.getUint32(1));
    document.activeElement?.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true }));
    if (isSeen && type === 'keydown') typeKey(key);
    return;
  }
  const clientX = (message.getUint16(6) / 65_535) * innerWidth;
  const clientY = (message.getUint16(8) / 65_535) * innerHeight;
  const target = document.elementFromPoint(clientX, clientY);
  if (type === 'pointerdown') (target as HTMLElement | null)?.focus();
  const where = { clientX, clientY, button: message.getInt8(5), bubbles: true };
  target?.dispatchEvent(new PointerEvent(type, where));
  if (isSeen) showAt(clientX, clientY);
}

function typeKey(key: string): void {
  const { activeElement: field } = document;
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.setRangeText(key, field.selectionStart, field.selectionEnd, 'end');
}

let spot: HTMLElement | undefined;
function showAt(x: number, y: number): void {
  if (!spot) {
    spot = document.createElement('div');
    spot.style.cssText =
      'position:fixed;left:0;top:0;width:16px;height:16px;background:red;pointer-events:none;z-index:9;will-change:transform';
    document.body.append(spot);
  }
  spot.style.transform = `translate(${x}px, ${y}px)`;
}
