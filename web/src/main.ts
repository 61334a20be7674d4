import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n/index.ts';
import { buildRouter } from './router.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/table.css';
import './styles/text.css';

createApp(App)
  .use(createPinia())
  .use(PiniaColada, { queryOptions: { staleTime: 30_000 } })
  .use(buildRouter())
  .use(i18n)
  .mount('#app');

void import('./styles/fonts.ts');
