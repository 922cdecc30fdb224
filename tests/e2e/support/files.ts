import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright';

export interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer<ArrayBuffer>;
}

/** Chooses files in the picker of the chat. */
export async function choose(page: Page, files: Chosen[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach a file' }).click();
  await (await chooser).setFiles(files);
}

/** Presses a button that saves a file, and reads it. */
export async function savedText(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFile(await (await download).path(), 'utf8');
}

/** A real picture, as a camera or a screenshot tool of that page would make it. */
export async function pictureOf(
  page: Page,
  width: number,
  height: number,
  type = 'image/png',
): Promise<Buffer<ArrayBuffer>> {
  const dataUrl = await page.evaluate(
    ({ width, height, type }) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d');
      if (!context) throw new Error('nothing to draw on');
      const colours = context.createLinearGradient(0, 0, width, height);
      colours.addColorStop(0, '#2b6cb0');
      colours.addColorStop(1, '#f6ad55');
      context.fillStyle = colours;
      context.fillRect(0, 0, width, height);
      return canvas.toDataURL(type);
    },
    { width, height, type },
  );
  return Buffer.from(dataUrl.split(',')[1] ?? '', 'base64');
}

/** @param held is called while the file is held over the target */
export async function drop(
  page: Page,
  selector: string,
  name: string,
  text: string,
  held: () => Promise<void>,
): Promise<void> {
  const data = await page.evaluateHandle(
    ({ name, text }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: 'text/plain' }));
      return transfer;
    },
    { name, text },
  );
  await page.dispatchEvent(selector, 'dragover', { dataTransfer: data });
  await held();
  await page.dispatchEvent(selector, 'drop', { dataTransfer: data });
}

export async function paste(target: Locator, picture: Buffer, name: string): Promise<void> {
  await target.evaluate(
    (field, { bytes, name }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], name, { type: 'image/png' }));
      field.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
      );
    },
    { bytes: [...picture], name },
  );
}
