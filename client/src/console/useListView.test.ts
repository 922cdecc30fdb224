import { describe, expect, it } from 'vitest';
import { readListView, writeListView, type ListView } from './useListView.ts';

const usual: ListView = { filter: 'all', search: '', sorting: { by: 'urgency', reversed: false } };

describe('the view that an address names', () => {
  it('[T2] comes back as it was written, whatever was searched for', () => {
    const view: ListView = {
      filter: 'new',
      search: 'a&b=c #ü',
      sorting: { by: 'company', reversed: true },
    };
    const address = writeListView(new URLSearchParams('other=1'), view).toString();
    const parameters = new URLSearchParams(address);
    expect(readListView(parameters)).toEqual(view);
    expect(parameters.get('other')).toBe('1');
  });

  it('[T2] is the usual one where the address says nothing, or nonsense', () => {
    expect(readListView(new URLSearchParams())).toEqual(usual);
    expect(readListView(new URLSearchParams('show=__proto__&sort=x&order=1'))).toEqual(usual);
    expect(writeListView(new URLSearchParams('show=new&q=x'), usual).toString()).toBe('');
  });
});
