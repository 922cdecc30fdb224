import * as z from 'zod';
import { webhookEvents } from '../../domain/webhooks.ts';
import { rest, restNames, type RestName } from '../rest.ts';
import { components, none, type RestRoute } from './parts.ts';
import './webhooks.ts';

type Json = Record<string, unknown>;

const description = `Programs come in by a key, made in the management centre: \`Authorization: Bearer beside_…\`. A key acts
for whoever made it, as far as its scopes go. Times are RFC 3339 in UTC. A list that has \`next\` goes on with
\`after\`. A key may ask 300 times a minute; \`RateLimit\` says what is left, and \`Retry-After\` how long to wait.`;

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Json;
}

/** As much of an operation as is made here. */
export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: Json[];
  parameters?: Parameter[];
  requestBody?: Json;
  responses: Json;
}

/** An OpenAPI 3.1 document, as far as the reference page reads it. */
export interface OpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  webhooks: Json;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
}

/** Without what is no news to readers: names of our own, and how a format is checked. */
function tidied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidied);
  if (typeof value !== 'object' || value === null) return value;
  const { $schema: _, $id: __, ...members } = value as Json;
  if (typeof members['format'] === 'string') delete members['pattern'];
  return Object.fromEntries(Object.entries(members).map(([key, one]) => [key, tidied(one)]));
}

const inputOf = (schema: z.ZodType): Json =>
  tidied(z.toJSONSchema(schema, { io: 'input' })) as Json;

const answerName = (name: RestName): string =>
  components.get(rest[name].output) ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Answer`;
const refTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });

/** Every answer under its name, and what they have in common under theirs. */
function schemasOf(): Record<string, Json> {
  const all = z.registry<{ id: string }>();
  for (const [schema, id] of components) all.add(schema, { id });
  for (const name of restNames) {
    const { output } = rest[name];
    if (output !== none && !components.has(output)) all.add(output, { id: answerName(name) });
  }
  const { schemas } = z.toJSONSchema(all, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, tidied(schema) as Json]),
  );
}

function parametersOf(place: Parameter['in'], schema: z.ZodObject): Parameter[] {
  const { properties = {}, required = [] } = inputOf(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: one,
  }));
}

const problem = {
  description: 'Why it was not done (RFC 9457).',
  content: { 'application/problem+json': { schema: refTo('Problem') } },
};

function operationOf(name: RestName): Operation {
  const route: RestRoute = rest[name];
  const { scope, summary, params, query, body, output, status } = route;
  const parameters = [...parametersOf('path', params), ...parametersOf('query', query)];
  const answer = output === none ? inputOf(none) : refTo(answerName(name));
  return {
    operationId: name,
    summary,
    description: `Scope: \`${scope}\``,
    tags: [scope.split(':')[0] ?? scope],
    security: [{ key: [scope] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === none ? {} : { requestBody: { required: true, content: json(inputOf(body)) } }),
    responses: {
      [status]: { description: 'Done.', content: json(answer) },
      default: problem,
    },
  };
}

/** @param baseUrl of the installation, without a slash at its end */
export function createOpenApi(baseUrl: string): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const name of restNames) {
    const { path, method } = rest[name];
    paths[path] = { ...paths[path], [method]: operationOf(name) };
  }
  const told = {
    requestBody: { content: json(refTo('WebhookEvent')) },
    responses: { '2XX': { description: 'Taken; everything else is tried again.' } },
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Beside', version: 'v1', description },
    servers: [{ url: `${baseUrl}/api/v1` }],
    paths,
    webhooks: Object.fromEntries(webhookEvents.map((event) => [event, { post: told }])),
    components: {
      schemas: schemasOf(),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of the API.' },
      },
    },
  };
}
