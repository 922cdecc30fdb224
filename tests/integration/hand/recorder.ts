/**
 * A script for the page that writes every event of input as one line: type, target, and what the
 * event says. It can be asked to leave out whole kinds.
 */
export function recorder(leaveOut: readonly string[] = []): string {
  return `<script>(${record.toString()})(${JSON.stringify(leaveOut)})</script>`;
}

function record(leaveOut: readonly string[]): void {
  const types = [
    ...['over', 'enter', 'out', 'leave', 'move', 'down', 'up', 'cancel'].map(
      (at) => `pointer${at}`,
    ),
    ...['over', 'enter', 'out', 'leave', 'move', 'down', 'up'].map((at) => `mouse${at}`),
    ...['gotpointercapture', 'lostpointercapture'],
    ...['click', 'dblclick', 'auxclick', 'contextmenu', 'wheel', 'scrollend'],
    ...['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'submit', 'reset'],
    ...['focus', 'focusin', 'blur', 'focusout'],
    ...['compositionstart', 'compositionupdate', 'compositionend'],
    ...['dragstart', 'drag', 'dragenter', 'dragover', 'dragleave', 'drop', 'dragend'],
    ...['cancel', 'close', 'toggle'],
  ].filter((type) => !leaveOut.includes(type));
  const recorded: string[] = [];
  Object.assign(window, { recorded });
  const name = (node: unknown): string => {
    if (!(node as Element | null)?.localName) return 'none';
    return (node as Element).id || (node as Element).localName;
  };
  const fields = [
    ...['button', 'buttons', 'detail', 'clientX', 'clientY', 'pointerId', 'pointerType'],
    ...['isPrimary', 'shiftKey', 'ctrlKey', 'altKey', 'metaKey', 'key', 'code', 'keyCode'],
    ...['charCode', 'which', 'location', 'repeat', 'inputType', 'data', 'bubbles', 'composed'],
  ];
  const write = (event: Event): void => {
    const values = event as unknown as Record<string, unknown>;
    const said = fields
      .filter((field) => values[field] !== undefined && values[field] !== false)
      .map((field) => `${field}=${String(values[field])}`);
    const related = 'relatedTarget' in event ? ` related=${name(event.relatedTarget)}` : '';
    const kind = event.constructor.name;
    recorded.push(`${event.type} ${name(event.target)} ${kind}${related} ${said.join(' ')}`);
  };
  const listen = (): void => {
    const elements = [...document.querySelectorAll('*')];
    for (const type of types) {
      const quiet = /(enter|leave|focus|blur|toggle|cancel|close|capture)$/.test(type);
      if (!quiet || /^drag/.test(type)) document.addEventListener(type, write, true);
      // Chromium makes some events only where somebody listens.
      else
        for (const element of elements)
          element.addEventListener(type, (event) => {
            if (event.target === element) write(event);
          });
    }
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', listen);
  else listen();
}
