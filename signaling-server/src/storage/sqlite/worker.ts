import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Connection, describeFailure } from './connection.ts';
import { noReply, type Reply, type ThreadData, type ThreadMessage } from './protocol.ts';

const { path, mode, texts, port, bell } = workerData as ThreadData;

/**
 * Waits for requests on the bell instead of the event loop: half the time and processor for each
 * round trip, and units wait for one another's round trips.
 */
function serve(connection: Connection): void {
  for (;;) {
    const heard = Atomics.load(bell, 0);
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
      const message = next.message as ThreadMessage;
      if (message === 'close') return connection.close();
      port.postMessage(connection.run(message.id, message.steps));
    }
    Atomics.wait(bell, 0, heard);
  }
}

function open(): Connection | undefined {
  try {
    const connection = new Connection(path, mode, texts);
    port.postMessage(noReply(0));
    return connection;
  } catch (failure) {
    port.postMessage({ ...noReply(0), lost: describeFailure(failure) } satisfies Reply);
    return undefined;
  }
}

const connection = open();
if (connection) serve(connection);
port.close();
