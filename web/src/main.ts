import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n, loadWords } from './i18n/index.ts';
import { usePreferences } from './stores/preferences.ts';
import { buildRouter } from './router.ts';
import 'virtual:faces/own.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/table.css';
import './styles/text.css';
import './styles/print.css';

/** What stands in index.html stays until the first page is there, with its words and its program. */
async function start(): Promise<void> {
  const router = buildRouter();
  const app = createApp(App)
    .use(createPinia())
    .use(PiniaColada, { queryOptions: { staleTime: 30_000 } })
    .use(router)
    .use(i18n);
  // Words that do not come leave the page in Chinese.
  await Promise.all([router.isReady(), loadWords(usePreferences().locale).catch(() => undefined)]);
  app.mount('#app');
  // Characters that are in none of our words, as in a name somebody typed: their list is long and wanted last.
  await import('virtual:faces/slices.css').catch(() => undefined);
}

start().catch((error: unknown) => {
  document.documentElement.dataset.start = error instanceof SyntaxError ? 'outdated' : 'failed';
  throw error;
});
