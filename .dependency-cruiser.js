/** The rooms of the house: who may import whom, and which room owns which foreign library. */

const shared = '^shared/src/';
const server = '^signaling-server/src/';
const client = '^client/src/';
const tests = '\\.test\\.tsx?$';

/** Files below `folder` may import only from itself and from `allowed` (besides npm and node:). */
function only(name, folder, allowed) {
  return {
    name,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: tests },
    to: {
      path: '^(shared|sfu|signaling-server|client|tests|scripts)/',
      pathNot: [`^${folder}/`, ...allowed],
    },
  };
}

/** Only files in `folders` may import the package. */
function owned(library, folders) {
  return {
    name: `${library} has one owner`,
    severity: 'error',
    from: { path: '^(shared|sfu|signaling-server|client)/', pathNot: [...folders, tests] },
    to: { path: `(^|/)node_modules/${library}/` },
  };
}

const domain = ['desk', 'session', 'identity'].map((name) => `${server}${name}/`);
const ports = `${server}ports(\\.ts|/)`;
const archive = `${server}archive/`;
const ops = `${server}ops/`;
/** Tries each server as it is, without what the product puts around it. */
const doctor = `${server}commands/doctor/`;
const faces = ['session', 'media', 'signaling', 'ui', 'i18n', 'lib'].map(
  (name) => `${client}${name}/`,
);

export default {
  forbidden: [
    {
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared does no input or output',
      severity: 'error',
      from: { path: shared, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    only('shared/lib is the ground floor', 'shared/src/lib', []),
    only('words stand alone', 'shared/src/i18n', []),
    only('domain knows no protocol', 'shared/src/domain', [`${shared}(lib|i18n)/`]),
    only('shared stays by itself', 'shared/src/protocol', [shared]),
    only('the SFU meets signaling in the contract', 'sfu/src', [shared]),
    ...['desk', 'session', 'identity'].map((name) =>
      only(`${name} knows the outside by its ports`, `signaling-server/src/${name}`, [
        shared,
        ports,
        archive,
        ...domain,
      ]),
    ),
    only('archive stands alone', 'signaling-server/src/archive', []),
    only('backup knows its drivers', 'signaling-server/src/backup', [
      shared,
      ports,
      archive,
      `${server}(storage/backup|files)/`,
    ]),
    only('storage is a driver', 'signaling-server/src/storage', [shared, ports]),
    only('files is a driver', 'signaling-server/src/files', [shared, ports]),
    only('media is a driver', 'signaling-server/src/media', [shared, ports, '^sfu/src/node\\.ts']),
    only('limits is a driver', 'signaling-server/src/limits', [
      shared,
      ports,
      ops,
      `${server}config/`,
    ]),
    only('gateway is an edge', 'signaling-server/src/gateway', [
      shared,
      ports,
      ops,
      ...domain,
      `${server}(http|limits|media)/`,
    ]),
    only('http is an edge', 'signaling-server/src/http', [
      shared,
      ports,
      ops,
      ...domain,
      `${server}(gateway|limits)/`,
    ]),
    only('notify is a driver', 'signaling-server/src/notify', [
      shared,
      ports,
      `${server}outbound/`,
    ]),
    only('openid is a driver', 'signaling-server/src/openid', [
      shared,
      ports,
      `${server}outbound/`,
    ]),
    only('outbound stands alone', 'signaling-server/src/outbound', []),
    only('ops stands alone', 'signaling-server/src/ops', [shared, ports]),
    only('config stands alone', 'signaling-server/src/config', [shared]),
    only('the helper meets the server in the contract', 'client/helper/src', [shared]),
    only('signaling is the ground floor of the client', 'client/src/signaling', [
      shared,
      `${client}lib/`,
    ]),
    only('media knows no React and no session', 'client/src/media', [
      shared,
      `${client}(signaling|lib)/`,
    ]),
    only('session knows no face', 'client/src/session', [
      shared,
      `${client}(media|signaling|lib)/`,
    ]),
    only('ui knows no session', 'client/src/ui', [shared, `${client}(i18n|lib)/`]),
    only('the portal knows no other face', 'client/src/portal', [shared, ...faces]),
    only('the console knows no other face', 'client/src/console', [shared, ...faces]),
    only('the management centre knows no other face', 'client/src/admin', [shared, ...faces]),
    only('the embed knows no other face', 'client/src/embed', [shared, ...faces]),
    owned('socket\\.io', [`${server}gateway/`]),
    owned('(redis|@socket\\.io/redis-adapter)', [`${server}gateway/nodes/`, doctor]),
    owned('rate-limiter-flexible', [`${server}limits/`]),
    owned('express', [`${server}http/`]),
    owned('(kysely|pg)', [`${server}storage/`, doctor]),
    owned('(@tus/(file|s3)-store|@aws-sdk|file-type)', [`${server}files/`]),
    owned('@tus/server', [`${server}http/`, `${server}files/openFiles\\.ts`]),
    owned('tus-js-client', [`${client}session/files/`]),
    owned('(nodemailer|web-push)', [`${server}notify/`, doctor]),
    owned('@opentelemetry', [`${server}ops/tracing/`]),
    owned('openid-client', [`${server}openid/`]),
    owned('(otpauth|@simplewebauthn/server)', [`${server}identity/`]),
    owned('@simplewebauthn/browser', [`${client}console/`]),
    owned('uqr', [`${client}console/`]),
    owned('ws', ['^sfu/src/gateway/', `${server}media/`]),
    owned('mediasoup', ['^sfu/']),
    owned('mediasoup-client', [`${client}media/`]),
    owned('simple-peer', [`${client}media/`]),
    owned('@noble/ciphers', [`${client}media/sealing/`]),
    owned('socket\\.io-client', [`${client}signaling/`, '^client/helper/src/link/']),
    owned('koffi', ['^client/helper/src/desktop/']),
    owned('@tanstack/react-virtual', [`${client}console/`]),
    owned('@tanstack/react-query', [`${client}admin/`]),
    owned('@mantine/form', [`${client}admin/`]),
    owned('react', [`${client}(app|portal|console|admin|ui|i18n|lib)/`]),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^client/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
