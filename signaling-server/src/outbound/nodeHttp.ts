/**
 * Node's HTTP. An `import` of it reads every name that it exports, and with that loads undici and
 * HTTP/2, which nobody here asks for and which an idle server would keep: 10 MiB.
 */
export const { createServer: createHttpServer, request: requestHttp } =
  process.getBuiltinModule('node:http');
export const { createServer: createHttpsServer, request: requestHttps } =
  process.getBuiltinModule('node:https');
