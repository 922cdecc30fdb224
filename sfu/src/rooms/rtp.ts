import { getSupportedRtpCapabilities } from 'mediasoup';
import type { RtpCapabilities, RtpHeaderExtensionUri, RtpParameters } from 'mediasoup/types';
import type { RtpCapabilitiesMessage, RtpParametersMessage } from '@beside/shared/protocol/media';
import { CodedError } from '@beside/shared/protocol/errors';

/** The same with every member that is there really there, which mediasoup's types mean by `?`. */
type Present<T> = T extends object ? { [K in keyof T]: Present<Exclude<T[K], undefined>> } : T;

/** A copy without the members that are `undefined`, at any depth. */
export function present<T>(value: T): Present<T>;
export function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => present(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, present(member)]),
  );
}

const knownUris: ReadonlySet<string> = new Set(
  getSupportedRtpCapabilities().headerExtensions?.map(({ uri }) => uri),
);

function isKnown<T extends { uri: string }>(
  extension: T,
): extension is T & { uri: RtpHeaderExtensionUri } {
  return knownUris.has(extension.uri);
}

/**
 * What a browser sends, as mediasoup takes it. Header extensions that mediasoup does not know are
 * left out, as an offer's unknown ones are in an answer (RFC 8285, section 6).
 *
 * @throws CodedError('bad-request') when a codec is of the other kind
 */
export function toRtpParameters(kind: 'audio' | 'video', message: RtpParametersMessage) {
  const { headerExtensions = [], ...rest } = message;
  for (const { mimeType } of rest.codecs) {
    if (!mimeType.toLowerCase().startsWith(`${kind}/`)) throw new CodedError('bad-request');
  }
  const parameters: RtpParameters = {
    ...present(rest),
    headerExtensions: present(headerExtensions.filter(isKnown)),
  };
  return parameters;
}

/** What a browser can receive, as mediasoup takes it. */
export function toRtpCapabilities(message: RtpCapabilitiesMessage): RtpCapabilities {
  // A capability without a payload type of its own cannot be sent to: mediasoup would refuse all.
  const codecs = message.codecs.flatMap(({ preferredPayloadType, ...codec }) =>
    preferredPayloadType === undefined ? [] : [{ ...present(codec), preferredPayloadType }],
  );
  return { codecs, headerExtensions: present(message.headerExtensions.filter(isKnown)) };
}

/**
 * Whether a browser that can show pictures at all has no decoder for what is produced. Which form of
 * a codec it has, and whether it has any, mediasoup checks.
 */
export function lacksDecoder({ codecs = [] }: RtpCapabilities, produced: RtpParameters): boolean {
  const wanted = produced.codecs[0]?.mimeType.toLowerCase() ?? '';
  const [kind = ''] = wanted.split('/');
  const own = codecs.map(({ mimeType }) => mimeType.toLowerCase());
  return own.some((mimeType) => mimeType.startsWith(`${kind}/`)) && !own.includes(wanted);
}
