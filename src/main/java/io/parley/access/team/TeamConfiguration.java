package io.parley.access.team;

import io.parley.store.CollectionIndexes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The collection of teams. */
@Configuration(proxyBeanMethods = false)
class TeamConfiguration {

	@Bean
	CollectionIndexes teamIndexes() {
		return CollectionIndexes.of(Team.COLLECTION).kept().uniqueInAllTeams("slug").index("_id");
	}

}
