/*
 * The bare floor's server: hands out its pages, passes signals on, and relays with nothing but
 * mediasoup. One sharer and one viewer in each room.
 *
 *   node tests/bench/floor/floorServer.ts DIST PORT
 */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { createWorker } from 'mediasoup';
import type {
  Consumer,
  ConsumerOptions,
  DataConsumerOptions,
  DataProducerOptions,
  ProducerOptions,
  WebRtcTransport,
} from 'mediasoup/types';
import { Server } from 'socket.io';

const [dist = '', port = '0'] = process.argv.slice(2);
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

const worker = await createWorker();
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, preferredPayloadType: 96 },
  ],
});
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
});
const transports = new Map<string, WebRtcTransport>();
const consumers = new Map<string, Consumer>();
type ConnectOptions = Parameters<WebRtcTransport['connect']>[0];

const server = createServer((request, response) => {
  const path = join(dist, new URL(request.url ?? '/', 'http://floor').pathname);
  const type = types[extname(path)];
  if (type === undefined || !existsSync(path)) response.writeHead(404).end();
  else createReadStream(path).pipe(response.setHeader('content-type', type));
});
const sockets = new Server(server);

type OnTransport = { transportId: string };
const transportOf = ({ transportId: id }: OnTransport): WebRtcTransport => {
  const transport = transports.get(id);
  if (!transport) throw new Error(`no transport ${id}`);
  return transport;
};

sockets.on('connection', (socket) => {
  const room = String(socket.handshake.query['room']);
  void socket.join(room);
  /** Trusts its two pages: it is a floor, and nobody else reaches it. */
  const answers: Record<string, (input: never) => unknown> = {
    capabilities: () => router.rtpCapabilities,
    async transport() {
      const transport = await router.createWebRtcTransport({ webRtcServer, enableSctp: true });
      transports.set(transport.id, transport);
      socket.on('disconnect', () => transport.close());
      const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters } = transport;
      return { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters };
    },
    connect_transport: (input: OnTransport & ConnectOptions) => transportOf(input).connect(input),
    async produce(input: OnTransport & ProducerOptions) {
      const producer = await transportOf(input).produce(input);
      socket.to(room).emit('produced', producer.id);
      return { id: producer.id };
    },
    async consume(input: OnTransport & ConsumerOptions) {
      const consumer = await transportOf(input).consume({ ...input, paused: true });
      consumers.set(consumer.id, consumer);
      const { id, producerId, kind, rtpParameters } = consumer;
      return { id, producerId, kind, rtpParameters };
    },
    async produce_data(input: OnTransport & DataProducerOptions) {
      const producer = await transportOf(input).produceData(input);
      socket.to(room).emit('data_produced', producer.id);
      return { id: producer.id };
    },
    async consume_data(input: OnTransport & DataConsumerOptions) {
      const consumer = await transportOf(input).consumeData(input);
      const { id, dataProducerId, sctpStreamParameters, label, protocol } = consumer;
      return { id, dataProducerId, sctpStreamParameters, label, protocol };
    },
    resume: ({ id }: { id: string }) => consumers.get(id)?.resume(),
  };
  socket.on('signal', (signal: unknown) => socket.to(room).emit('signal', signal));
  for (const [event, work] of Object.entries(answers)) {
    socket.on(event, async (input: unknown, answer: (output: unknown) => void) => {
      answer(await work(input as never));
    });
  }
});
server.listen(Number(port), '127.0.0.1', () => console.log('listening'));
process.once('SIGTERM', () => process.exit());
