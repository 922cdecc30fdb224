/**
 * The version of the browser protocol. It rises when an older page could misunderstand a newer
 * server or the other way round; the server refuses another one, and the page then reloads itself.
 */
export const protocolVersion = 7;
