import { directionOf } from '#platform/i18n.ts'
import { HandOverFacts, type HandOverProjection } from '#updates/views/public.ts'
import { Counter, PublicLayout, type CounterProjection, type PublicShell } from '#ui/index.ts'

export interface CountProjection {
  title: string
  lang: string
  /** left out below the campaign's minimum */
  counter: CounterProjection | undefined
  actHref: string
  /** absolute, for sites that ask how they may show it */
  embeddable: string
  handOver: HandOverProjection | undefined
}

/** The number of people alone, with the one way to be among them. */
export function CountPage({ shell, page }: { shell: PublicShell; page: CountProjection }) {
  const { i18n } = shell
  return (
    <PublicLayout shell={shell} title={page.title} oembed={page.embeddable} class="act">
      <h1 lang={page.lang} dir={directionOf(page.lang)}>
        {page.title}
      </h1>
      {page.counter && <Counter i18n={i18n} counter={page.counter} />}
      {page.handOver && <HandOverFacts i18n={i18n} handOver={page.handOver} />}
      <p>
        <a class="action" href={page.actHref}>
          {i18n.t('ui.embed.act')}
        </a>
      </p>
    </PublicLayout>
  )
}
