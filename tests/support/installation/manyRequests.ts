import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { v7 as uuidV7 } from 'uuid';
import type { TestInstallation } from './testInstallation.ts';
import { writeBehind } from './writeBehind.ts';

const names = ['Ada', 'Bruno', 'Chloé', 'Dmitri', 'Elif', 'Farah', 'Gus', 'Hana', 'Iker', 'Jörg'];
const questions = [
  'My printer prints only stripes.',
  'The invoice does not open.',
  'I cannot sign in since this morning.',
  'Wie richte ich mein Postfach ein?',
];

/**
 * Puts requests into the installation's own database as the desk would have left them: one in ten is
 * open, the others are closed; `Customer 1` is the oldest. Behind the server's back, because ten
 * thousand forms would take minutes.
 */
export function insertRequests(installation: TestInstallation, count: number): Promise<void> {
  return writeBehind(installation, (database) => insertAll(database, count));
}

function insertAll(database: DatabaseSync, count: number): void {
  const portal = database
    .prepare(`select id, account_id from portals where slug = 'demo'`)
    .get() as { id: string; account_id: string };
  const technician = database
    .prepare(`select id from users where email_key = 'tech2@demo.test'`)
    .get() as { id: string };
  const insert = database.prepare(
    `insert into requests (id, account_id, portal_id, phase, version, created_at, phase_since,
        queued_at, assignee_id, customer_name, company, question, last_seq, token_hash, outcome,
        notes, live, source, search_text)
      values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, '', ?, ?, ?)`,
  );
  const live = JSON.stringify({ share: { phase: 'off' }, control: { phase: 'none' } });
  const source = JSON.stringify({
    userAgent: 'test',
    language: 'en',
    timeZone: 'UTC',
    screenWidth: 1280,
    screenHeight: 720,
    referrer: '',
    address: '192.0.2.1',
  });
  const start = Date.now() - count * 60_000;
  for (let at = 1; at <= count; at += 1) {
    const isOpen = at % 10 === 0;
    const time = start + at * 60_000;
    const name = `${names[at % names.length]} Customer ${at}`;
    const company = `Company ${at % 137}`;
    const question = questions[at % questions.length] ?? '';
    insert.run(
      uuidV7(),
      portal.account_id,
      portal.id,
      isOpen ? 'message-left' : 'closed',
      time,
      time,
      time,
      isOpen ? null : technician.id,
      name,
      company,
      question,
      createHash('sha256').update(randomBytes(16)).digest('hex'),
      isOpen ? null : 'resolved',
      live,
      source,
      `${name}\n${company}\n${question}`.toLowerCase(),
    );
  }
}
