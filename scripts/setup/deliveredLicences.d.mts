/**
 * Writes all licences of what is in the built pages into one text, `licences.txt`.
 *
 * @param {string} root of the project
 * @param {readonly string[]} faces the builds below `client/dist`, each with its `licences.json`
 */
export function writeDeliveredLicences(root: string, faces: readonly string[]): void;
export type Delivered = {
    name: string;
    version: string;
    /**
     * by SPDX
     */
    identifier?: string | null;
    text?: string | null;
};
