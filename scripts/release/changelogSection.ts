/** Reads one version's section of the changelog: what a release's notes are. */

/** The heading of a version: "## 1.2.3", with anything after a space, such as its date. */
const heading = /^## (\S+).*$/gm;

/**
 * The text below a version's heading, without the heading.
 * @param version such as "1.2.3"; a tag's leading "v" is left out
 * @throws RangeError naming the known versions, or the section that is empty
 */
export function changelogSection(changelog: string, version: string): string {
  const wanted = version.replace(/^v/, "");
  const headings = [...changelog.matchAll(heading)];
  const at = headings.findIndex((one) => one[1] === wanted);
  if (at < 0) {
    const known = headings.map((one) => one[1]).join(", ");
    throw new RangeError(`CHANGELOG.md has no section "## ${wanted}"; it has ${known || "none"}`);
  }
  const { index, 0: line } = headings[at]!;
  const section = changelog.slice(index + line.length, headings[at + 1]?.index).trim();
  if (section === "") throw new RangeError(`the section "## ${wanted}" of CHANGELOG.md is empty; write what changed`);
  return section;
}
