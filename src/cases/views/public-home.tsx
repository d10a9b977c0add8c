import { PublicLayout, type PublicShell } from '#ui/index.ts'
import type { HomeProjection } from './projection.ts'

/** All cases of this instance that are public in this language. */
export function HomePage({ shell, page }: { shell: PublicShell; page: HomeProjection }) {
  const { i18n } = shell
  return (
    <PublicLayout
      shell={shell}
      title={shell.siteName}
      description={page.intro ?? i18n.t('home.intro')}
      canonical={page.canonical}
      index
      class="home"
    >
      <h1>{i18n.t('home.title')}</h1>
      <p class="sentence">{page.intro ?? i18n.t('home.intro')}</p>
      {page.cases.length === 0 && <p>{i18n.t('home.empty')}</p>}
      <ul class="people">
        {page.cases.map((person) => (
          <li>
            {person.portrait && (
              <img
                src={person.portrait.src}
                alt=""
                width={person.portrait.width}
                height={person.portrait.height}
                loading="lazy"
              />
            )}
            <div>
              <h2>
                <a href={person.href}>
                  <bdi>{person.name}</bdi>
                </a>
              </h2>
              {person.country && <p class="small">{i18n.country(person.country)}</p>}
              <p>{person.sentence}</p>
              {person.status && (
                <p class="small">
                  {!person.status.due && `${person.status.text} `}
                  {i18n.t(person.status.due ? 'case.status.due' : 'home.assessed', {
                    on: i18n.date(person.status.assessedOn, { zone: 'UTC' }),
                  })}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </PublicLayout>
  )
}
