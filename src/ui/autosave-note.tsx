import type { I18n } from '#platform/i18n.ts'

/** Where the island `autosave` says how the draft stands; the form carries `data-autosave` with the address. */
export function AutosaveNote({ i18n }: { i18n: I18n }) {
  return (
    <output
      class="saved"
      data-autosave-note
      data-saved={i18n.t('ui.autosave.saved')}
      data-trouble={i18n.t('ui.autosave.trouble')}
    ></output>
  )
}
