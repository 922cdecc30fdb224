// The bundled build carries its own Node shims; the package's main entry expects a bundler to.
declare module 'simple-peer/simplepeer.min.js' {
  import SimplePeer from 'simple-peer';
  export default SimplePeer;
}
