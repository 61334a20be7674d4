// 思源黑体, unicode-range subsets: a browser fetches only the ones whose characters appear. The declarations
// alone are 100 KB compressed, so they come in their own chunk and the page does not wait for them.
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/500.css';
import '@fontsource/noto-sans-sc/700.css';
