import { readOptions } from '../embed/options.ts';
import { startEmbed } from '../embed/startEmbed.ts';
import { keptInTab } from '../lib/keptText.ts';
import { wantedLanguages } from './keptLanguage.ts';

const { currentScript } = document;
const options = currentScript instanceof HTMLScriptElement ? readOptions(currentScript) : undefined;
if (options) void startEmbed(options, wantedLanguages(keptInTab, options.language));
else console.warn('Beside: the script tag needs data-portal, and has to stand in the page itself.');
