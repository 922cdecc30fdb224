import { expect, test, vi } from 'vitest';
import { createCommands, type Command } from './commands.ts';

const command = (label: string, section: Command['section'] = 'desk'): Command => ({
  ...{ label, section, run: () => undefined },
  Icon: (() => null) as never,
});

test('[T11] what is offered later is told to whoever looks, once for all that changes at a time', async () => {
  const commands = createCommands();
  const listener = vi.fn();
  const stop = commands.subscribe(listener);
  const remove = commands.add('leave', command('Leave'));
  commands.add('join', command('Join', 'request'));
  expect(commands.all().map(([id]) => id)).toEqual(['join', 'leave']);
  expect(commands.all()).toBe(commands.all());
  await Promise.resolve();
  expect(listener).toHaveBeenCalledTimes(1);
  remove();
  await Promise.resolve();
  expect(commands.all().map(([id]) => id)).toEqual(['join']);
  expect(listener).toHaveBeenCalledTimes(2);
  stop();
  commands.add('leave', command('Leave'));
  await Promise.resolve();
  expect(listener).toHaveBeenCalledTimes(2);
});

test('[T11] what another one offers under the same name is not taken out with what was there before', () => {
  const commands = createCommands();
  const remove = commands.add('join', command('Join'));
  commands.add('join', command('Join again'));
  remove();
  expect(commands.all().map(([, { label }]) => label)).toEqual(['Join again']);
});
