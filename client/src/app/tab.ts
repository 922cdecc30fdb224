/** The module that the script of the tag loads when its tab is shared (`TabModule`). */
export { joinShare } from '../embed/tab/joinShare.ts';
