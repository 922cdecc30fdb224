import { OpenAPIClientAxios, type OpenAPIClient, type Document } from 'openapi-client-axios';
import { apiScopes, type ApiScope } from '@beside/shared/domain/apiScopes';
import { rest, type RestName, type RestOutput } from '@beside/shared/protocol/rest';
import type { Problem } from '@beside/shared/protocol/rest/parts';
import type { TestManager } from '../admin/support.ts';

/** A key with these scopes, all of them where none are named. */
export async function makeKey(
  manager: TestManager,
  scopes: ApiScope[] = apiScopes,
): Promise<{ id: string; token: string }> {
  const { key, token } = await manager.ask('keys/create', { name: 'test', scopes, days: 1 });
  return { id: key.id, token };
}

export interface Answer<T> {
  status: number;
  headers: Record<string, string>;
  data: T;
}

/** The API through a client that is made of the installation's own document. */
export interface TestClient {
  client: OpenAPIClient;
  /** What the contract promises; throws where it is refused, or the answer breaks the contract. */
  ask<K extends RestName>(name: K, params?: object, body?: object): Promise<RestOutput<K>>;
  /** Whatever comes back. */
  send(name: RestName, params?: object, body?: object): Promise<Answer<Problem>>;
}

export async function openClient(url: string, token: string): Promise<TestClient> {
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as Document;
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  const api = new OpenAPIClientAxios({
    definition: document,
    axiosConfigDefaults: { headers, validateStatus: () => true },
  });
  const client = await api.init();
  const call = async (name: RestName, params: object, body?: object): Promise<Answer<unknown>> => {
    const operation = client[name];
    if (!operation) throw new Error(`the document has no ${name}`);
    const answer = await operation(params as never, body);
    return {
      status: answer.status,
      headers: answer.headers as Record<string, string>,
      data: answer.data,
    };
  };
  return {
    client,
    async ask(name, params = {}, body) {
      const { status, data } = await call(name, params, body);
      if (status >= 300) throw new Error(`${name}: ${status} ${JSON.stringify(data)}`);
      return rest[name].output.parse(data) as RestOutput<typeof name>;
    },
    send: async (name, params = {}, body) => (await call(name, params, body)) as Answer<Problem>,
  };
}
