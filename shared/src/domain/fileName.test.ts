import { expect, test } from 'vitest';
import { fileNameOf, maxFileNameLength } from './fileName.ts';
import { extensionOf } from './fileTypes.ts';

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\windows\\system32\\evil.txt', 'evil.txt'],
  ['/absolute/photo.jpg', 'photo.jpg'],
  ['nul\u0000byte.png', 'nulbyte.png'],
  ['line\r\nbreak.txt', 'linebreak.txt'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['...hidden.log', 'hidden.log'],
  ['trailing.txt. . ', 'trailing.txt'],
  ['what?<now>:*.txt', 'what__now___.txt'],
  ['CON.txt', '_CON.txt'],
  ['nul', '_nul'],
  ['contract.txt', 'contract.txt'],
  ['', 'file'],
  ['..', 'file'],
  ['a/', 'file'],
  ['Übergröße für José 📷.png', 'Übergröße für José 📷.png'],
  ['half\ud83d.png', 'half\ufffd.png'],
])('[F2] the name %j is kept as %j', (given, kept) => {
  expect(fileNameOf(given)).toBe(kept);
});

test('[F2] a name of 300 characters is cut, and keeps its extension', () => {
  for (const given of [`${'x'.repeat(300)}.png`, `${'📷'.repeat(150)}.png`]) {
    const name = fileNameOf(given);
    expect(name.length).toBeLessThanOrEqual(maxFileNameLength);
    expect(name.isWellFormed()).toBe(true);
    expect(extensionOf(name)).toBe('png');
  }
});
