import { errorCodes } from '@beside/shared/protocol/errors';
import type { OpenApi, Operation } from '@beside/shared/protocol/rest/openApi';
import { referenceStyle } from './referenceStyle.ts';
import { shapeOf, type JsonSchema } from './shapeOf.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (found) => escapes[found] ?? '');
/** Text in which backticks mark what is code. */
const prose = (text: string): string =>
  escape(text).replaceAll(/`([^`]*)`/g, (_, code: string) => `<code>${code}</code>`);
const block = (title: string, schema: JsonSchema): string =>
  `<h4>${title}</h4><pre tabindex="0">${escape(shapeOf(schema))}</pre>`;

/** What stands in the content of a body or an answer. */
interface Content {
  content?: Record<string, { schema: JsonSchema }>;
}

function schemaIn(part: unknown): JsonSchema | undefined {
  return Object.values((part as Content | undefined)?.content ?? {})[0]?.schema;
}

function renderOperation(path: string, method: string, operation: Operation): string {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${place}${required ? ', required' : ''}</td>` +
      `<td><code>${escape(shapeOf(schema as JsonSchema))}</code></td></tr>`,
  );
  const body = schemaIn(requestBody);
  const [status = '200'] = Object.keys(responses);
  const answer = schemaIn(responses[status]);
  return `<article id="${operationId}">
<h3><span>${method.toUpperCase()}</span> <code>${escape(path)}</code></h3>
<p>${prose(summary)}</p><p class="soft">${prose(description)}</p>
${
  rows.length === 0
    ? ''
    : `<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Type</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}
${body ? block('Body', body) : ''}${answer ? block(`Answer ${status}`, answer) : ''}
</article>`;
}

/** The reference page: the whole document, without a script. */
export function renderReference({ info, servers, paths, webhooks, components }: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(tag));
    const articles = own.map(({ path, method, operation }) =>
      renderOperation(path, method, operation),
    );
    return `<section><h2 id="${tag}">${tag}</h2>${articles.join('\n')}</section>`;
  });
  const schemas = Object.entries(components.schemas).filter(([name]) => !name.endsWith('Answer'));
  const links = [...tags, 'webhooks', 'errors', 'schemas'].map(
    (tag) => `<li><a href="#${tag}">${tag}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API – ${escape(info.title)}</title>
<style>${referenceStyle}</style>
</head>
<body>
<header><h1>${escape(info.title)} API</h1>
<p>${prose(info.description)}</p>
<p>Address: <code>${escape(servers[0]?.url ?? '')}</code> · <a href="/api/openapi.json">OpenAPI document</a></p></header>
<nav aria-label="Contents"><ul>${links.join('')}</ul></nav>
<main>
${sections.join('\n')}
<section><h2 id="webhooks">webhooks</h2>
<p>${prose(webhookText)}</p>
<ul>${Object.keys(webhooks)
    .map((event) => `<li><code>${escape(event)}</code></li>`)
    .join('')}</ul></section>
<section><h2 id="errors">errors</h2>
<p>${prose('Errors are `application/problem+json` (RFC 9457); `code` is one of these, `field` names what does not fit.')}</p>
<ul>${errorCodes.map((code) => `<li id="${code}"><code>${code}</code></li>`).join('')}</ul></section>
<section><h2 id="schemas">schemas</h2>
${schemas
  .map(
    ([name, schema]) =>
      `<h3 id="schema-${name}">${name}</h3><pre tabindex="0">${escape(shapeOf(schema as JsonSchema))}</pre>`,
  )
  .join('\n')}</section>
</main>
</body>
</html>`;
}

const webhookText =
  'Webhooks are set up in the management centre. Each event is posted as a `WebhookEvent` with the header ' +
  '`Beside-Signature: t=<seconds>,v1=<hex>`: the HMAC-SHA-256 of `<seconds>.<body>` with the webhook’s secret. ' +
  'An answer other than 2xx, or none within six seconds, is tried again with growing pauses for a day.';
