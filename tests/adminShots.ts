import { launchBrowser } from './support/browser/launchBrowser.ts';
import { demoPassword, startTestInstallation } from './support/installation/testInstallation.ts';
import { tourAdmin } from './e2e/support/tourAdmin.ts';
const installation = await startTestInstallation();
const browser = await launchBrowser();
for (const [size, scheme] of [[1280, 'light'], [360, 'dark']] as const) {
  const context = await browser.newContext({ viewport: { width: size, height: 820 }, colorScheme: scheme, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  page.on('pageerror', (e) => console.log('pageerror', e.message));
  page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
  let n = 0;
  try {
    await tourAdmin(page, installation.url, demoPassword, async (p, name) => {
      await p.waitForTimeout(300);
      await p.screenshot({ path: `/tmp/admin-shots/${size}-${String(n++).padStart(2, '0')}-${name}.png` });
    });
  } catch (e) { console.log(size, String(e)); await page.screenshot({ path: `/tmp/admin-shots/${size}-failed.png` }); }
  await context.close();
}
await browser.close();
await installation.close();
