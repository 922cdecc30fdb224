import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readManifests, validateManifest, writeAsTypes } from './support/manifests.ts';
import { isSetting } from './support/settings.ts';

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const manifests = await readManifests();

interface Container {
  name: string;
  env?: { name: string; value?: string }[];
  ports?: { name: string }[];
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  securityContext: Record<string, unknown>;
}
interface Probe {
  httpGet?: { path: string; port: string };
  tcpSocket?: { port: string };
}
interface Workload {
  metadata: { name: string };
  spec: {
    selector: { matchLabels: Record<string, string> };
    template: {
      metadata: { labels: Record<string, string> };
      spec: {
        automountServiceAccountToken: boolean;
        securityContext: Record<string, unknown>;
        containers: Container[];
        terminationGracePeriodSeconds?: number;
      };
    };
  };
}
const workloads = manifests
  .filter(({ manifest }) => ['Deployment', 'StatefulSet'].includes(manifest.kind))
  .map(({ manifest }) => manifest as unknown as Workload);
const containersOf = ({ spec }: Workload): Container[] => spec.template.spec.containers;
const named = (kind: string, name: string) =>
  manifests.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name)
    ?.manifest;

test.each(manifests.map(({ file, manifest }) => [file, manifest.kind, manifest] as const))(
  '[O1] %s: the schema of Kubernetes takes its %s',
  (_file, _kind, manifest) => {
    expect(() => validateManifest(manifest)).not.toThrow();
  },
);

test('[O1] the schema refuses what is wrong, so that it would be found', () => {
  const [first] = workloads;
  const wrong = { ...(first as object), spec: { ...first?.spec, replicas: 'two' } };
  expect(() => validateManifest(wrong as never)).toThrow(/replicas must be integer/);
});

test('[O1] the manifests say nothing that Kubernetes does not know', async () => {
  const misspelt = structuredClone(named('Service', 'sfu'));
  Object.assign(misspelt?.['spec'] as object, { publishNotReadyAdresses: true });
  const all = [...manifests.map(({ manifest }) => manifest), ...(misspelt ? [misspelt] : [])];
  const path = await writeAsTypes(all);
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--ignoreConfig'];
  const modules = ['--module', 'nodenext', '--target', 'esnext'];
  const output = await run(process.execPath, [tsc, ...flags, ...modules, path]).then(
    () => '',
    (failure: unknown) => (failure as { stdout: string }).stdout,
  );
  const errors = output.split('\n').filter((line) => line.includes('error TS'));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('publishNotReadyAdresses');
});

test.each(workloads.map((workload) => [workload.metadata.name, workload] as const))(
  '[O1] %s runs without rights, on a read-only root, and is asked how it is',
  (_name, workload) => {
    const { template, selector } = workload.spec;
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
    expect(template.spec.automountServiceAccountToken).toBe(false);
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true });
    for (const container of containersOf(workload)) {
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      for (const probe of [container.livenessProbe, container.readinessProbe]) {
        const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
        expect(container.ports?.map(({ name }) => name)).toContain(port);
      }
    }
  },
);

test('[O1] a node has the time to let its sessions move before it is killed', () => {
  const sfu = workloads.find(({ metadata }) => metadata.name === 'sfu');
  const [container] = sfu ? containersOf(sfu) : [];
  const drain = Number(container?.env?.find(({ name }) => name === 'SFU_DRAIN_SECONDS')?.value);
  // What closing may take besides: `closeLimitMs` of sfu/src/main.ts.
  expect(sfu?.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(drain + 5);
});

test('[O1] the settings are ones that Beside has, and secrets come as files of the Secret', () => {
  const config = Object.keys(named('ConfigMap', 'beside')?.['data'] as object);
  const secrets = Object.keys(named('Secret', 'beside')?.['stringData'] as object);
  const ours = workloads.filter(({ metadata }) => metadata.name !== 'coturn').flatMap(containersOf);
  const given = ours.flatMap(({ env = [] }) => env);
  const names = [...config, ...given.map(({ name }) => name)];
  // What others are put together from.
  expect(names.filter((name) => !isSetting(name))).toEqual(['POD_NAME']);
  const files = given.filter(({ name }) => name.endsWith('_FILE'));
  const missing = files.filter(({ value }) => !secrets.includes(value?.split('/').at(-1) ?? ''));
  expect(files).toHaveLength(7);
  expect(missing).toEqual([]);
});
