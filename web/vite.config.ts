import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compressedCopies } from './vite/compressed-copies.ts';
import { ownFaces } from './vite/own-faces.ts';
import { stylesLast } from './vite/styles-last.ts';

export default defineConfig({
  plugins: [vue(), ownFaces(), stylesLast(), compressedCopies()],
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
