package io.parley;

import java.nio.file.Path;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Holds the boundaries of the packages: which may know which. */
class ModuleTest {

	private static final JavaClasses HOUSE = house();

	private static final String[] FEATURES = { "io.parley.sessionmessage..", "io.parley.message..",
			"io.parley.experiment.." };

	/** What is on top of features: brings their messages to humans and back. */
	private static final String[] ABOVE = { "io.parley.channel..", "io.parley.reply..", "io.parley.console.." };

	/** Of what others made, the names are enough: no rule looks into it. */
	private static JavaClasses house() {
		ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
		return new ClassFileImporter().importPath(Path.of("target", "classes"));
	}

	@Test
	void arrowsPointOneWay() {
		slices().matching("io.parley.(*)..").should().beFreeOfCycles().check(HOUSE);
	}

	@Test
	void noFeatureKnowsAnother() {
		for (String feature : FEATURES) {
			noClasses().that()
				.resideInAPackage(feature)
				.should()
				.dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(FEATURES)
					.and(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(feature)))
				.allowEmptyShould(true)
				.check(HOUSE);
		}
	}

	@Test
	void nothingBelowKnowsAFeature() {
		noClasses().that()
			.resideInAnyPackage("io.parley.store..", "io.parley.web..", "io.parley.dispatch..", "io.parley.access..",
					"io.parley.idempotency..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(FEATURES)
			.check(HOUSE);
	}

	@Test
	void noFeatureKnowsWhatIsOnTopOfIt() {
		noClasses().that()
			.resideOutsideOfPackages(ABOVE)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ABOVE)
			.check(HOUSE);
	}

	@Test
	void onlyDispatchAndTheClientSeeNats() {
		noClasses().that()
			.resideOutsideOfPackages("io.parley.dispatch..", "io.parley.client..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.nats..")
			.check(HOUSE);
	}

	@Test
	void theClientDependsOnNothingElseInTheHouse() {
		classes().that()
			.resideInAPackage("io.parley.client..")
			.should()
			.onlyDependOnClassesThat(
					com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage("io.parley..")
						.or(com.tngtech.archunit.core.domain.JavaClass.Predicates
							.resideInAPackage("io.parley.client..")))
			.allowEmptyShould(true)
			.check(HOUSE);
	}

	@Test
	void onlyTheStoreReachesTheDatabaseWithoutATeam() {
		noClasses().that()
			.resideOutsideOfPackage("io.parley.store..")
			.should()
			.dependOnClassesThat()
			.haveNameMatching(".*\\.(MongoTemplate|MongoOperations|MongoClient|MongoDatabase|MongoDatabaseFactory"
					+ "|MongoCollection|MongoRepository|CrudRepository)")
			.check(HOUSE);
	}

}
