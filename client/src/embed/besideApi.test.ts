import { describe, expect, it, vi } from 'vitest';
import { createBesideApi } from './besideApi.ts';
import { readOptions } from './options.ts';

function connected() {
  const panel = { open: vi.fn(), close: vi.fn() };
  const report = vi.fn();
  return { panel, report, ends: createBesideApi(report) };
}

describe('window.Beside', () => {
  it('[O7] tells what happened to those who listen, until they do not any more', () => {
    const { ends } = connected();
    const heard: string[] = [];
    const stop = ends.api.on('request-started', ({ requestId }) => heard.push(requestId));
    ends.api.on('closed', () => heard.push('closed'));
    ends.emit('request-started', { requestId: 'one' });
    stop();
    ends.emit('request-started', { requestId: 'two' });
    ends.emit('closed', {});
    expect(heard).toEqual(['one', 'closed']);
  });

  it('[O7] a listener that throws is reported, and keeps nothing from the others', () => {
    const { ends, report } = connected();
    const heard: string[] = [];
    const failure = new Error("the page's own trouble");
    ends.api.on('opened', () => {
      throw failure;
    });
    ends.api.on('opened', () => heard.push('opened'));
    ends.emit('opened', {});
    expect(report).toHaveBeenCalledWith(failure);
    expect(heard).toEqual(['opened']);
  });

  it('[P8] what the page asks before the button is there is done as soon as it is', () => {
    const { ends, panel } = connected();
    ends.api.open();
    ends.connect(panel);
    expect(panel.open).toHaveBeenCalledOnce();
    ends.api.close();
    expect(panel.close).toHaveBeenCalledOnce();

    const other = connected();
    other.ends.api.open();
    other.ends.api.close();
    other.ends.connect(other.panel);
    expect(other.panel.open).not.toHaveBeenCalled();
  });
});

describe('the script tag', () => {
  const src = 'https://beside.example/embed.js';

  it('[P8] names the portal, and the server by where it came from', () => {
    expect(readOptions({ src, dataset: { portal: 'demo-button' } })).toEqual({
      server: 'https://beside.example',
      slug: 'demo-button',
      language: undefined,
      position: 'right',
      label: undefined,
    });
  });

  it('[P8] may say the language, the side and the words', () => {
    const dataset = { portal: 'x', language: 'de', position: 'left', label: '  Fragen? ' };
    expect(readOptions({ src, dataset })).toMatchObject({
      language: 'de',
      position: 'left',
      label: 'Fragen?',
    });
    expect(
      readOptions({ src, dataset: { portal: 'x', position: 'top', label: ' ' } }),
    ).toMatchObject({ position: 'right', label: undefined });
  });

  it('[P8] without a portal is no embed', () => {
    expect(readOptions({ src, dataset: {} })).toBeUndefined();
    expect(readOptions({ src: '', dataset: { portal: 'x' } })).toBeUndefined();
  });
});
