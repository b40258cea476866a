package io.parley.web.html;

import io.parley.web.ProblemException;

import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Shows the documents at the paths that they have in the source, so that their links lead
 * from one to the other: the README at {@code /docs}, the others below.
 */
@HtmlPage
class DocumentsPage implements WebMvcConfigurer {

	private final Documents documents;

	DocumentsPage(Documents documents) {
		this.documents = documents;
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/docs/images/**").addResourceLocations("classpath:/documents/docs/images/");
	}

	@GetMapping("/docs")
	String showReadme(Model model) {
		return show("README.md", model);
	}

	@GetMapping("/docs/{name:.+\\.md}")
	String showDocument(@PathVariable String name, Model model) {
		return show("docs/" + name, model);
	}

	@GetMapping("/docs/adr/{name:.+\\.md}")
	String showDecision(@PathVariable String name, Model model) {
		return show("docs/adr/" + name, model);
	}

	@GetMapping("/docs/adr")
	String showDecisions(Model model) {
		model.addAttribute("decisions", this.documents.in("docs/adr/"));
		return "decisions";
	}

	private String show(String path, Model model) {
		model.addAttribute("document", this.documents.find(path)
			.orElseThrow(() -> ProblemException.notFound("There is no document at this path")));
		return "document";
	}

}
