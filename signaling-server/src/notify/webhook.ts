import type { Address, Notice } from '../ports/notices.ts';
import { post } from './post.ts';
import { sign } from './sign.ts';

interface Options {
  allowPrivate: boolean;
  linkOf: (notice: Notice) => string;
}

/** Posts a notice as JSON, signed with the secret of that webhook. */
export function createWebhook({ allowPrivate, linkOf }: Options) {
  const send = createSignedPost({ allowPrivate });
  return async (
    { url, secret }: Extract<Address, { channel: 'webhook' }>,
    notice: Notice,
  ): Promise<void> => {
    const { id, event, at, request, messages } = notice;
    const body = JSON.stringify({
      id,
      event,
      at: new Date(at).toISOString(),
      url: linkOf(notice),
      request: request ?? null,
      messages,
    });
    await send({ url, secret }, body, at);
  };
}

/** Posts JSON with the signature by which the receiver knows that it is ours, and new. */
export function createSignedPost({ allowPrivate }: Pick<Options, 'allowPrivate'>) {
  return async (
    { url, secret }: { url: string; secret: string },
    body: string,
    at: number,
  ): Promise<void> => {
    await post({
      url,
      allowPrivate,
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Beside',
        'beside-signature': sign(secret, body, Math.floor(at / 1000)),
      },
    });
  };
}
