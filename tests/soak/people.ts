import { setTimeout } from 'node:timers/promises';
import { v7 as uuidV7 } from 'uuid';
import type { MessageId } from '@beside/shared/domain/ids';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  type TestPage,
} from '../support/installation/people.ts';
import { begin, locationOf, newEntryId, patch } from '../support/installation/upload.ts';

/** What has been done, and what went wrong. */
export interface Tally {
  conversations: number;
  messages: number;
  files: number;
  reconnections: number;
  failures: string[];
}

const messagesOfEach = 20;
const pauseMs = 900;
const content = Buffer.from('a line of a log file\n'.repeat(2_000));

/** Conversations one after another, of one customer at a time with one technician, until told to stop. */
export async function converse(
  url: string,
  technician: TestPage,
  tally: Tally,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    try {
      await one(url, technician, tally, goesOn);
      tally.conversations += 1;
    } catch (failure) {
      if (tally.failures.length < 20) tally.failures.push(String(failure));
      await setTimeout(pauseMs);
    }
  }
}

async function one(url: string, technician: TestPage, tally: Tally, goesOn: () => boolean) {
  const { requestId, token, ...first } = await enterAsCustomer(url);
  let customer: TestPage = first;
  try {
    await customer.request('request:follow', { requestId, afterSeq: 0 });
    await technician.request('request:assign', { requestId });
    await technician.request('request:follow', { requestId, afterSeq: 0 });
    await technician.request('request:join', { requestId });
    for (let at = 0; at < messagesOfEach && goesOn(); at += 1) {
      const writer = at % 2 === 0 ? customer : technician;
      const id = uuidV7() as MessageId;
      await writer.request('chat:post', { requestId, id, text: `message ${at}` });
      tally.messages += 1;
      if (at === 5) await sendFile(url, token, requestId, tally);
      if (at === 10) {
        // As a page that was loaded again.
        customer.close();
        customer = await connect(url, { party: 'customer', token });
        await customer.request('request:follow', { requestId, afterSeq: 0 });
        tally.reconnections += 1;
      }
      await fetch(`${url}/p/demo`).then((page) => page.arrayBuffer());
      await setTimeout(pauseMs);
    }
    await technician.request('request:end', { requestId });
    await technician.request('request:close', { requestId, outcome: 'resolved', notes: '' });
    await technician.request('request:unfollow', { requestId });
  } finally {
    customer.close();
  }
}

async function sendFile(url: string, token: string, requestId: string, tally: Tally) {
  const file = { name: 'a.txt', size: content.length, requestId, id: newEntryId() };
  const begun = await begin(url, { token }, file);
  if (begun.status !== 201) throw new Error(`an upload was answered ${begun.status}`);
  await patch(url, locationOf(begun), { token }, content);
  tally.files += 1;
}

export const enterTechnicians = (url: string): Promise<TestPage[]> =>
  Promise.all(['tech@demo.test', 'tech2@demo.test'].map((email) => enterAsTechnician(url, email)));
