import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n, loadWords } from './i18n/index.ts';
import { usePreferences } from './stores/preferences.ts';
import { buildRouter } from './router.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/table.css';
import './styles/text.css';

const app = createApp(App)
  .use(createPinia())
  .use(PiniaColada, { queryOptions: { staleTime: 30_000 } })
  .use(buildRouter())
  .use(i18n);
// Words that do not come leave the page in Chinese.
void loadWords(usePreferences().locale)
  .catch(() => undefined)
  .then(() => app.mount('#app'));

void import('./styles/fonts.ts');
