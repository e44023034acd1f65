import { defineComponent, h, onMounted, ref } from 'vue';
import { LANGUAGES, type Language } from '../../languages';

const KEY = 'cdk-s3files-language';
const TITLES: Readonly<Record<Language, string>> = {
  typescript: 'TypeScript',
  python: 'Python',
  java: 'Java',
  go: 'Go',
};

/** The one choice of the whole site, which the attribute of the root shows to the style sheet. */
const chosen = ref<Language>('typescript');

function choose(language: Language): void {
  chosen.value = language;
  document.documentElement.dataset.language = language;
  localStorage.setItem(KEY, language);
}

/** Buttons that change the language of all code and all names, on this page and on the others. */
export const LanguageTabs = defineComponent({
  props: { languages: { type: String, required: true } },
  setup(props) {
    onMounted(() => {
      const stored = LANGUAGES.find((language) => language === document.documentElement.dataset.language);
      choose(stored ?? 'typescript');
    });
    return () =>
      h(
        'div',
        { class: 'choice-of-code', role: 'group', 'aria-label': 'Language of the code' },
        LANGUAGES.map((language) => {
          const isThere = props.languages.split(' ').includes(language);
          return h(
            'button',
            {
              type: 'button',
              'data-language': language,
              'aria-pressed': chosen.value === language,
              disabled: !isThere,
              title: isThere ? undefined : 'This example has no translation that compiles',
              onClick: () => choose(language),
            },
            TITLES[language],
          );
        }),
      );
  },
});
