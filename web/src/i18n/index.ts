import { createI18n } from 'vue-i18n';
import en from './en.json';
import zh from './zh.json';

/** Chinese is the source language: what English lacks is shown in Chinese, and a test sees that it lacks nothing. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  messages: { zh, en },
});
