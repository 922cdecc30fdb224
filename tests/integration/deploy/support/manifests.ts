import { globSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as apps from 'kubernetes-models/apps/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as core from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  [other: string]: unknown;
}

/** The kinds that are used, with the schemas of Kubernetes' own API. */
const modules: Record<string, Record<string, unknown>> = {
  v1: core,
  'apps/v1': apps,
  'networking.k8s.io/v1': networking,
  'policy/v1': policy,
};

/** All of `deploy/kubernetes`, by file. */
export async function readManifests(): Promise<{ file: string; manifest: Manifest }[]> {
  const files = globSync(join(root, 'deploy/kubernetes/*.yaml')).sort();
  const read = files.map(async (file) => {
    const documents = parseAllDocuments(await readFile(file, 'utf8'), { uniqueKeys: true });
    return documents.map((document) => {
      const [failure] = [...document.errors, ...document.warnings];
      if (failure) throw failure;
      return { file: basename(file), manifest: document.toJS() as Manifest };
    });
  });
  return (await Promise.all(read)).flat();
}

/** @throws Error naming each member that the schema does not allow as it is */
export function validateManifest(manifest: Manifest): void {
  const { apiVersion, kind } = manifest;
  const Model = modules[apiVersion]?.[kind] as
    (new (data: Manifest) => { validate(): void }) | undefined;
  if (!Model) throw new Error(`there is no ${kind} in ${apiVersion}`);
  new Model(manifest).validate();
}

/**
 * A program of constants in which a member that the API does not know is an error of types: schemas let
 * those pass, and so does a cluster, without doing what was meant.
 *
 * @returns its path
 */
export async function writeAsTypes(manifests: readonly Manifest[]): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', 'beside');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'manifests.ts');
  const lines = manifests.map(
    (manifest, at) =>
      `export const manifest${at}: import('kubernetes-models/${manifest.apiVersion}').I${manifest.kind} = ${JSON.stringify(manifest)};`,
  );
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}
