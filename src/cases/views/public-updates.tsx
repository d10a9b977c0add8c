import { PublicLayout, say, type PublicShell } from '#ui/index.ts'
import type { UpdatesProjection } from './projection.ts'
import { UpdateList } from './public-case-blocks.tsx'

/** All the news about one person, newest first. */
export function UpdatesPage({ shell, page }: { shell: PublicShell; page: UpdatesProjection }) {
  const { i18n } = shell
  return (
    <PublicLayout
      shell={shell}
      title={i18n.t('case.feed', { name: page.name })}
      canonical={page.canonical}
      oembed={page.canonical}
      index
      class="update"
    >
      <h1>{say(i18n, 'case.feed', { name: page.name })}</h1>
      <p>
        <a href={page.caseHref}>{say(i18n, 'case.updates.case', { name: page.name })}</a>
      </p>
      {page.updates.length > 0 ? (
        <UpdateList i18n={i18n} updates={page.updates} zone={page.zone} heading="h2" />
      ) : (
        <p>{i18n.t('case.updates.none')}</p>
      )}
    </PublicLayout>
  )
}
