package io.parley.web.html;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The documents of this service, which are in it under the paths that they have in its
 * source, read once each.
 */
@Component
class Documents {

	private static final String ROOT = "/documents/";

	private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(),
			HeadingAnchorExtension.create());

	private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

	private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

	private final Map<String, Resource> resources = new TreeMap<>();

	private final Map<String, Page> pages = new ConcurrentHashMap<>();

	Documents(ResourcePatternResolver resolver) throws IOException {
		for (String pattern : List.of("*.md", "docs/*.md", "docs/adr/*.md")) {
			for (Resource resource : resolver.getResources("classpath:" + ROOT.substring(1) + pattern)) {
				String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
				this.resources.put(folder + resource.getFilename(), resource);
			}
		}
	}

	/**
	 * A document.
	 *
	 * @param path where it is in the source
	 * @param html its text; markup that it has is shown and not taken
	 */
	record Page(String path, String title, String html) {
	}

	/** The document of a path, if there is one. */
	Optional<Page> find(String path) {
		return this.resources.containsKey(path) ? Optional.of(this.pages.computeIfAbsent(path, this::read))
				: Optional.empty();
	}

	/** The documents in a folder, by their names. */
	List<Page> in(String folder) {
		return this.resources.keySet()
			.stream()
			.filter((path) -> path.startsWith(folder) && path.indexOf('/', folder.length()) < 0)
			.map((path) -> find(path).orElseThrow())
			.toList();
	}

	private Page read(String path) {
		try {
			Node document = PARSER
				.parse(Objects.requireNonNull(this.resources.get(path)).getContentAsString(StandardCharsets.UTF_8));
			Node first = document.getFirstChild();
			String title = (first instanceof Heading) ? TEXT.render(first).strip() : path;
			return new Page(path, title, renderer(path).render(document));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Links lead to the same place with whatever slash the page was asked for. */
	private static HtmlRenderer renderer(String path) {
		URI here = URI.create("/" + path);
		return HtmlRenderer.builder()
			.extensions(EXTENSIONS)
			.escapeHtml(true)
			.sanitizeUrls(true)
			.attributeProviderFactory((context) -> (node, tag, attributes) -> {
				// What scrolls can be reached by keyboard.
				if ("table".equals(tag) || "pre".equals(tag)) {
					attributes.put("tabindex", "0");
				}
				if (node instanceof Image) {
					attributes.put("loading", "lazy");
				}
				attributes.computeIfPresent("href", (name, target) -> here.resolve(target).toString());
				attributes.computeIfPresent("src", (name, target) -> here.resolve(target).toString());
			})
			.build();
	}

}
