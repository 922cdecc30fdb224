import { afterEach } from 'vitest';
import { enterAsTechnician, type TestPage } from '../../support/installation/people.ts';

/**
 * Has technicians come in, without a page; after each test they are away again, and gone.
 *
 * @param url of the installation, once it is up
 * @returns `technician` brings somebody who is there to help; `dismissLater` is for who came in otherwise
 */
export function bringHelpers(url: () => string) {
  let sockets: TestPage[] = [];
  afterEach(async () => {
    for (const socket of sockets) {
      if (socket.socket.connected) await socket.ask('status:set', { status: 'away' });
      socket.close();
    }
    sockets = [];
  });
  return {
    async technician(email = 'tech@demo.test') {
      const page = await enterAsTechnician(url(), email);
      sockets.push(page);
      await page.request('status:set', { status: 'available' });
      return page;
    },
    dismissLater: (page: TestPage): void => void sockets.push(page),
  };
}
