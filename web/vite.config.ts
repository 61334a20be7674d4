import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

/** The supported browsers all read woff2; the woff copies would double the size of the build. */
function woff2Only(): Plugin {
  return {
    name: 'woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@fontsource') || !id.includes('.css')) return null;
      return { code: code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''), map: null };
    },
  };
}

export default defineConfig({
  plugins: [vue(), woff2Only()],
  define: {
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  server: { port: 5173, proxy: { '/api': { target: 'http://127.0.0.1:3000', changeOrigin: false } } },
  build: {
    // 奇安信 and other government browsers stand at Chromium 102.
    target: 'chrome102',
    cssTarget: 'chrome102',
    // Inlined font subsets would be downloaded whether their characters appear or not.
    assetsInlineLimit: 0,
    // Which packages are in the scripts and styles: notices are made of it.
    license: { fileName: '.vite/license.json' },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'vue', test: /node_modules[\\/](\.pnpm[\\/])?(@vue[\\/+]|vue[@\\/-]|pinia|@pinia|@intlify)/ },
          ],
        },
      },
    },
  },
});
