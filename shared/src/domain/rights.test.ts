import { expect, test } from 'vitest';
import type { CompanyId, RequestId, UserId } from './ids.ts';
import { companiesOf, maySee, seesCompany, type Seen, type Viewer } from './rights.ts';

const [acme, globex] = ['acme', 'globex'] as CompanyId[];
const request = (more: Partial<Seen> = {}): Seen => ({
  id: 'one' as RequestId,
  companyId: acme!,
  assignee: null,
  offer: null,
  wanted: null,
  ...more,
});
const toni = (companies: 'all' | CompanyId[]): Viewer => ({
  party: 'technician',
  id: 'toni' as UserId,
  companies,
});
const person = { id: 'toni' as UserId, name: 'Toni' };

test('[T12] a technician sees the companies that are granted, and no others', () => {
  expect(maySee(toni([acme!]), request())).toBe(true);
  expect(maySee(toni([globex!]), request())).toBe(false);
  expect(maySee(toni([]), request())).toBe(false);
  expect(maySee(toni('all'), request())).toBe(true);
});

test('[T12] what belongs to no company is seen by those who see all', () => {
  for (const companyId of [null, undefined]) {
    expect(seesCompany('all', companyId)).toBe(true);
    expect(seesCompany([acme!, globex!], companyId)).toBe(false);
  }
});

test('[T12] whoever has, is offered or was picked for a request sees it', () => {
  const offer = { to: person, by: null, until: 1 };
  for (const more of [{ assignee: person }, { offer }, { wanted: person }]) {
    expect(maySee(toni([]), request(more))).toBe(true);
  }
  const other = { id: 'robin' as UserId, name: 'Robin' };
  expect(maySee(toni([]), request({ assignee: other }))).toBe(false);
});

test('[T12] a customer sees one request', () => {
  const customer = { party: 'customer', requestId: 'one' as RequestId } as const;
  expect(maySee(customer, request())).toBe(true);
  expect(maySee(customer, request({ id: 'two' as RequestId }))).toBe(false);
});

test('[T12] managers and administrators see all, whatever was granted', () => {
  const of = (role: 'technician' | 'manager' | 'administrator', allCompanies: boolean) =>
    companiesOf({ role, allCompanies }, [acme!]);
  expect(of('technician', true)).toBe('all');
  expect(of('technician', false)).toEqual([acme]);
  expect(of('manager', false)).toBe('all');
  expect(of('administrator', false)).toBe('all');
});
