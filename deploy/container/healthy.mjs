import { get as getPlain } from 'node:http';
import { get as getOverTls } from 'node:https';

const { PORT = '3000', SFU_CONTROL_PORT = '4000', TLS_CERT = '' } = process.env;
const limitMs = 4_000;

/**
 * Whether a server of this container says that it lives.
 *
 * @param {string} port
 * @returns {Promise<boolean>}
 */
function lives(port) {
  const options = { host: '127.0.0.1', port, path: '/healthz', timeout: limitMs };
  return new Promise((resolve) => {
    const answered = (/** @type {import('node:http').IncomingMessage} */ response) => {
      response.resume();
      resolve(response.statusCode === 200);
    };
    // Its certificate is for the name that people type.
    const request =
      TLS_CERT === ''
        ? getPlain(options, answered)
        : getOverTls({ ...options, rejectUnauthorized: false }, answered);
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

// One of the two is there, as the role of the container says.
const answers = await Promise.all([lives(PORT), lives(SFU_CONTROL_PORT)]);
process.exit(answers.includes(true) ? 0 : 1);
