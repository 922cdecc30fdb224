import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { usualPreferences } from '@beside/shared/domain/channels';

/** Well-formed input for every event, on a request of the caller's choice. */
function inputFor(requestId: string): Record<string, Record<string, unknown>> {
  const id = { requestId };
  const rtpCapabilities = { codecs: [], headerExtensions: [] };
  const transport = { ...id, transportId: 'none' };
  const encodings = [{ ssrc: 1 }];
  const codecs = [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }];
  const stream = { streamId: 1 };
  return {
    'request:follow': { ...id, afterSeq: 0 },
    'chat:post': { ...id, id: uuidV7(), text: 'hello' },
    'chat:since': { ...id, afterSeq: 0 },
    'requests:list': {},
    'request:close': { ...id, outcome: 'unknown', notes: '' },
    'request:transfer': { ...id, to: { kind: 'technician', id: uuidV4() } },
    'request:push-link': { ...id, url: 'https://example.test/' },
    'team:invite': { ...id, user: uuidV4(), role: 'see-and-chat', masked: false },
    'team:update': { ...id, user: uuidV4(), role: 'see-and-chat', masked: false },
    'team:remove': { ...id, user: uuidV4() },
    'team:post': { ...id, id: uuidV7(), text: 'among us' },
    'team:since': { ...id, afterSeq: 0 },
    'team:typing': { ...id, typing: true },
    'team:read': { ...id, seq: 1 },
    'note:save': { ...id, id: uuidV7(), text: 'a note' },
    'note:delete': { ...id, id: uuidV7() },
    'replies:list': {},
    'reply:save': { id: uuidV4(), shared: false, shortcut: uuidV4().slice(0, 8), text: 'hello' },
    'reply:delete': { id: uuidV4() },
    'technicians:list': id,
    'status:set': { status: 'available' },
    'status:get': {},
    'code:create': {},
    'code:cancel': { id: uuidV7() },
    'codes:list': {},
    'survey:send': { ...id, rating: 5, words: '' },
    'file:link': { ...id, fileId: uuidV7() },
    'file:state': { ...id, id: uuidV7() },
    'profiles:list': {},
    'profile:remove': { id: uuidV7() },
    'profile:send': { ...id, profileId: uuidV7() },
    'profile:link': { ...id, id: uuidV7() },
    'preferences:get': { language: 'en' },
    'preferences:set': { preferences: usualPreferences },
    'preferences:test': { channel: 'mail' },
    'push:subscribe': {
      endpoint: 'https://push.example.test/1',
      keys: { p256dh: 'BAAA', auth: 'AAAA' },
    },
    'push:unsubscribe': { endpoint: 'https://push.example.test/1' },
    'share:start': { ...id, surface: 'tab' },
    'share:switch': { ...id, surface: 'tab' },
    'show:start': { ...id, surface: 'screen', sound: true },
    'show:switch': { ...id, surface: 'tab' },
    'voice:set': { ...id, setting: 'on' },
    'control:request': { ...id, level: 'pointer' },
    'control:grant': { ...id, level: 'pointer', grantId: 1, span: 'once', again: false },
    'control:end': { ...id, why: 'revoked' },
    'helper:invite': { ...id, picture: { width: 1280, height: 720 } },
    'helper:input': { ...id, stream: 1, number: 1, hand: [] },
    'tab:open': { ...id, place: 'p'.repeat(22), sealed: 'YQ==' },
    'tab:reach': { ...id, reach: 'linked' },
    'control:clipboard': { ...id, to: 'customer' },
    'link:carried': { ...id, linkId: uuidV4(), epoch: 1, path: 'direct' },
    'relay:open-transport': { ...id, direction: 'send' },
    'relay:connect-transport': {
      ...transport,
      dtlsParameters: {
        role: 'auto',
        fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
      },
    },
    'relay:produce': { ...transport, slot: 'screen', rtpParameters: { codecs, encodings } },
    'relay:close-producer': { ...id, producerId: 'none' },
    'relay:consume': { ...transport, producerId: 'none', rtpCapabilities },
    'relay:resume-consumer': { ...id, consumerId: 'none' },
    'relay:produce-data': { ...transport, label: 'beat', sctpStreamParameters: stream },
    'relay:consume-data': { ...transport, dataProducerId: 'none' },
    'chat:typing': { ...id, typing: true },
    'chat:read': { ...id, seq: 1 },
    'link:open': { ...id, linkId: uuidV4() },
    'link:signal': {
      ...id,
      to: uuidV4(),
      linkId: uuidV4(),
      attempt: 1,
      signal: { type: 'renegotiate' },
    },
    'seal:step': { ...id, to: uuidV4(), bond: uuidV4(), step: { type: 'cannot' } },
    'trace:spans': {
      spans: [
        {
          traceparent: `00-${'1'.repeat(32)}-${'1'.repeat(16)}-01`,
          ...{ event: 'chat:post', outcome: 'ok', agoMs: 5, durationMs: 4 },
        },
      ],
    },
    'link:want': { ...id, to: uuidV4(), linkId: uuidV4(), epoch: 1, path: 'relay' },
  };
}

export const wellFormed = (name: string, requestId: string): Record<string, unknown> =>
  inputFor(requestId)[name] ?? { requestId };
