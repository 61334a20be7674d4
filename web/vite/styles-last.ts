import type { Plugin } from 'vite';

/** Vite puts style sheets into the head, where nothing is drawn before they have come: not even what stands here. */
export function stylesLast(): Plugin {
  return {
    name: 'styles-last',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const styles = html.match(/ *<link rel="stylesheet"[^>]*>\n/g) ?? [];
        const without = styles.reduce((rest, style) => rest.replace(style, ''), html);
        return without.replace(/( *)<\/body>/, (end) => `${styles.join('')}${end}`);
      },
    },
  };
}
