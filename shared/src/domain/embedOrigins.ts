import * as z from 'zod';

/** How many sites may carry one portal. */
const maxEmbedOrigins = 50;

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const host = `${label}(?:\\.${label})*`;
/** Below a wildcard there have to be two labels: nobody owns all of `*.com`. */
const wildHost = `\\*\\.${label}(?:\\.${label})+`;
const pattern = new RegExp(
  `^(https?)://(${host}|${wildHost}|\\[[0-9a-f:]{2,39}\\])(?::(\\d{1,5}|\\*))?$`,
);

/**
 * The sites that may carry a portal (rule P8): an origin, with `*` for one level of subdomains or
 * for the port: `https://shop.example`, `https://*.shop.example`, `http://localhost:*`.
 */
export const embedOriginsSchema = z
  .array(z.string().trim().toLowerCase().max(300).regex(pattern))
  .max(maxEmbedOrigins);

/**
 * Whether one of the patterns lets this origin in; what is no http or https origin never is.
 *
 * @param origin as a browser names it in `Origin`
 */
export function originIsAllowed(patterns: readonly string[], origin: string): boolean {
  const asked = parts(origin);
  if (!asked || asked.host.startsWith('*') || asked.port === '*') return false;
  return patterns.some((allowed) => {
    const wanted = parts(allowed);
    return (
      wanted !== undefined &&
      wanted.scheme === asked.scheme &&
      (wanted.port === '*' || wanted.port === asked.port) &&
      hostFits(wanted.host, asked.host)
    );
  });
}

function hostFits(wanted: string, asked: string): boolean {
  if (!wanted.startsWith('*.')) return wanted === asked;
  const dot = asked.indexOf('.');
  return dot > 0 && asked.slice(dot) === wanted.slice(1);
}

const defaultPorts: Record<string, string> = { http: '80', https: '443' };

function parts(origin: string): { scheme: string; host: string; port: string } | undefined {
  const [, scheme, name, port] = pattern.exec(origin) ?? [];
  if (scheme === undefined || name === undefined) return undefined;
  return { scheme, host: name, port: port ?? defaultPorts[scheme] ?? '' };
}
